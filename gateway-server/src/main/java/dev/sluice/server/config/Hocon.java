package dev.sluice.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** Reads HOCON, and turns what the parser says into one line with file and line. Any thread. */
final class Hocon {
  private static final String DEFAULTS = "/gateway.conf";

  private Hocon() {}

  /** The defaults that come with the program. */
  static Config defaults() {
    try (InputStream bytes = Hocon.class.getResourceAsStream(DEFAULTS)) {
      if (bytes == null) {
        throw new IllegalStateException("the class path lacks " + DEFAULTS);
      }
      Reader reader = new InputStreamReader(bytes, StandardCharsets.UTF_8);
      return ConfigFactory.parseReader(reader, options(Source.BUILT_IN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file, with what it includes. */
  static Config file(Path file) {
    if (Files.notExists(file)) {
      throw new InvalidConfigException(file + ": no such file");
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new InvalidConfigException(file + ": not a readable file");
    }
    return clearly(() -> ConfigFactory.parseFile(
        file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false)));
  }

  /** Text from elsewhere. */
  static Config text(String text, String source) {
    return clearly(() -> ConfigFactory.parseString(text, options(source)));
  }

  /**
   * The same with every substitution replaced, from the configuration itself and then from the
   * environment.
   */
  static Config resolved(Config config, Map<String, String> environment) {
    ConfigResolveOptions options =
        ConfigResolveOptions.noSystem().appendResolver(new EnvironmentLookup(environment));
    return clearly(() -> config.resolve(options));
  }

  private static ConfigParseOptions options(String source) {
    return ConfigParseOptions.defaults().setOriginDescription(source);
  }

  private static Config clearly(Supplier<Config> reading) {
    try {
      return reading.get();
    } catch (ConfigException e) {
      throw new InvalidConfigException(oneLine(e));
    }
  }

  private static String oneLine(ConfigException e) {
    String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    ConfigOrigin origin = e.origin();
    if (origin == null) {
      return message;
    }
    String prefix = origin.description() + ": ";
    String fault = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    return Source.of(origin) + ": " + fault;
  }
}
