package dev.sluice.server.cli;

import dev.sluice.server.config.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as the configuration does, {@code 500ms}. Any thread. */
final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String value) {
    try {
      return Durations.of(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("\"" + value + "\" " + e.getMessage());
    }
  }
}
