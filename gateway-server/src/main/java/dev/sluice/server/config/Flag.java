package dev.sluice.server.config;

import com.typesafe.config.ConfigValue;

/** Yes or no. Immutable, any thread. */
final class Flag implements ValueType<Boolean> {
  static final Flag INSTANCE = new Flag();

  private Flag() {}

  @Override
  public Boolean read(ConfigValue value) {
    return switch (String.valueOf(value.unwrapped())) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidValueException("is neither");
    };
  }

  @Override
  public void check(Boolean value) {
    // both are allowed
  }

  @Override
  public String allowed() {
    return "true or false";
  }

  @Override
  public String show(Boolean value) {
    return value.toString();
  }
}
