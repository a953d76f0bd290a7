package dev.sluice.load.bench;

import dev.sluice.load.plan.Transport;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a transport by the name that the gateway's query has for it. Any thread. */
final class TransportConverter implements ITypeConverter<Transport> {
  @Override
  public Transport convert(String value) {
    return Arrays.stream(Transport.values())
        .filter(transport -> transport.label().equals(value))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("\"" + value + "\" is none of " + labels()));
  }

  static String labels() {
    return Arrays.stream(Transport.values())
        .map(Transport::label)
        .collect(Collectors.joining(", "));
  }
}
