package dev.sluice.server.admin;

import dev.sluice.server.config.ConfigSource;
import dev.sluice.server.config.EffectiveConfig;
import dev.sluice.server.config.InvalidConfigException;
import dev.sluice.server.config.Reloadable;
import dev.sluice.server.config.RunningConfig;
import dev.sluice.server.config.RunningConfig.Changes;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again while the gateway runs: all parts take it over, or where anything
 * is wrong, none. Any thread, but not a loop: it reads files.
 */
public final class ConfigAdmin {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigAdmin.class);
  private static final int UNPROCESSABLE = 422;

  private final ConfigSource source;
  private final RunningConfig running;
  private final List<Reloadable> parts;

  /**
   * Reloads parts of the gateway.
   *
   * @param source where to read
   * @param begin what the gateway has begun with
   */
  public ConfigAdmin(ConfigSource source, EffectiveConfig begin, List<Reloadable> parts) {
    this.source = source;
    this.running = new RunningConfig(begin);
    this.parts = List.copyOf(parts);
  }

  /**
   * {@code POST /v1/config/reload}.
   *
   * @param audit takes what has changed
   */
  public Response reload(Consumer<String> audit) {
    try {
      Changes changes = tryReload();
      audit.accept("changed " + text(changes.applied()));
      return Response.json(
          200,
          "{\"applied\":" + json(changes.applied()) + ",\"restart\":" + json(changes.restart())
              + "}");
    } catch (InvalidConfigException | IOException e) {
      return Response.of(new Problem(UNPROCESSABLE, "nothing has changed: " + e.getMessage()));
    }
  }

  /** Reads it again because of a signal: the log alone says what came of it. */
  public void reload() {
    reload(changes -> {}).discard();
  }

  /**
   * Reads it again; the log says what came of it, too.
   *
   * @throws InvalidConfigException if it is wrong, and nothing has changed
   * @throws IOException if a file that it names can't be read, and nothing has changed
   */
  private synchronized Changes tryReload() throws IOException {
    try {
      EffectiveConfig next = source.load();
      List<Runnable> ready = new ArrayList<>();
      for (Reloadable part : parts) {
        ready.add(part.prepare(next.gateway()));
      }
      ready.forEach(Runnable::run);
      Changes changes = running.takeOver(next);
      LOG.info(
          "the configuration was read again; changed: {}; changed, and needs a restart: {}",
          text(changes.applied()),
          text(changes.restart()));
      return changes;
    } catch (InvalidConfigException | IOException e) {
      LOG.warn("the configuration was read again and is not taken over: {}", e.getMessage());
      throw e;
    }
  }

  private static String text(List<String> keys) {
    return keys.isEmpty() ? "nothing" : String.join(", ", keys);
  }

  private static String json(List<String> keys) {
    return keys.stream().map(key -> '"' + key + '"').collect(Collectors.joining(",", "[", "]"));
  }
}
