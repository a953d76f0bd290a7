package dev.sluice.server.config;

import com.typesafe.config.ConfigValue;
import java.util.regex.Pattern;

/**
 * A host name or an IP address to listen on; whether this machine has it shows when it is bound.
 * Immutable, any thread.
 */
final class HostName implements ValueType<String> {
  static final HostName INSTANCE = new HostName();

  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9._-]+)?");

  private HostName() {}

  @Override
  public String read(ConfigValue value) {
    return HoconText.of(value);
  }

  @Override
  public void check(String value) {
    if (!HOST.matcher(value).matches()) {
      throw new InvalidValueException("is no host");
    }
  }

  @Override
  public String allowed() {
    return "a host name or an IP address, an IPv6 one without brackets";
  }

  @Override
  public String show(String value) {
    return value;
  }
}
