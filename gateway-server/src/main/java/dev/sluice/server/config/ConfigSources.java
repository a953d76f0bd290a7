package dev.sluice.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a configuration comes from, besides the defaults. Read once, by the thread that loads.
 *
 * @param file a HOCON file, or null for none
 * @param overrides what the command line sets; the last one of a key wins
 * @param properties system properties; those that begin with {@code sluice.} are keys
 * @param environment environment variables; those that begin with {@code SLUICE_} are keys
 * @param maxHeapBytes what a percentage is a share of
 */
public record ConfigSources(
    @Nullable Path file,
    List<ConfigOverride> overrides,
    Properties properties,
    Map<String, String> environment,
    long maxHeapBytes) {

  /** Nothing but arguments of {@code --set}, for the JVM at hand. */
  public static ConfigSources of(String... arguments) {
    List<ConfigOverride> overrides =
        Stream.of(arguments).map(ConfigOverride::set).toList();
    long maxHeapBytes = Runtime.getRuntime().maxMemory();
    return new ConfigSources(null, overrides, new Properties(), Map.of(), maxHeapBytes);
  }
}
