package dev.sluice.server.config;

/**
 * What is wrong with one value, said so that it reads on after the value: "has no unit". Immutable,
 * any thread.
 */
final class InvalidValueException extends IllegalArgumentException {
  InvalidValueException(String fault) {
    super(fault);
  }
}
