package dev.sluice.server.config;

import com.typesafe.config.ConfigValue;
import java.util.regex.Pattern;

/** The name of a cookie (RFC 6265, 4.1.1), or none. Immutable, any thread. */
final class CookieName implements ValueType<String> {
  static final CookieName INSTANCE = new CookieName();

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{0,64}");

  private CookieName() {}

  @Override
  public String read(ConfigValue value) {
    return HoconText.of(value);
  }

  @Override
  public void check(String value) {
    if (!NAME.matcher(value).matches()) {
      throw new InvalidValueException("is no such name");
    }
  }

  @Override
  public String allowed() {
    return "up to 64 of A-Z a-z 0-9 ! # $ % & ' * + . ^ _ ` | ~ -, or \"\" for none";
  }

  @Override
  public String show(String value) {
    return value;
  }
}
