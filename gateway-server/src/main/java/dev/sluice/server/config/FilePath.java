package dev.sluice.server.config;

import com.typesafe.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that can be read, or none. Immutable, any thread. */
final class FilePath implements ValueType<String> {
  static final FilePath INSTANCE = new FilePath();

  private FilePath() {}

  @Override
  public String read(ConfigValue value) {
    return HoconText.of(value);
  }

  @Override
  public void check(String value) {
    if (!value.isEmpty() && !isReadable(value)) {
      throw new InvalidValueException("can't be read");
    }
  }

  private static boolean isReadable(String value) {
    try {
      return Files.isReadable(Path.of(value));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Override
  public String allowed() {
    return "the path of a file that can be read, or \"\" for none";
  }

  @Override
  public String show(String value) {
    return value;
  }
}
