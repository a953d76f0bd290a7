package dev.sluice.server.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in a list, by name. What is wrong is told by an
 * {@link IllegalArgumentException}. Immutable, any thread.
 */
record Members(ConfigObject object) {
  static Members of(ConfigValue element, Set<String> known) {
    if (!(element instanceof ConfigObject object)) {
      throw new IllegalArgumentException("it is no object");
    }
    for (String name : new TreeSet<>(object.keySet())) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "it has " + name + ", which is none of " + String.join(", ", new TreeSet<>(known)));
      }
    }
    return new Members(object);
  }

  /** The text of a member, empty where it is missing. */
  String text(String name) {
    ConfigValue value = object.get(name);
    return value == null ? "" : text(name, value);
  }

  /** The texts of a member that is a list, none where it is missing. */
  List<String> texts(String name) {
    ConfigValue value = object.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof ConfigList list)) {
      throw new IllegalArgumentException(name + " is not a list");
    }
    return list.stream().map(element -> text(name, element)).toList();
  }

  /** The value of a member, null where it is missing. */
  <T> @Nullable T value(String name, ValueType<T> type) {
    ConfigValue value = object.get(name);
    if (value == null) {
      return null;
    }
    try {
      T result = type.read(value);
      type.check(result);
      return result;
    } catch (InvalidValueException e) {
      throw new IllegalArgumentException(name + " = " + HoconText.shown(value) + " "
          + e.getMessage() + "; allowed: " + type.allowed());
    }
  }

  private static String text(String name, ConfigValue value) {
    try {
      return HoconText.of(value);
    } catch (InvalidValueException e) {
      throw new IllegalArgumentException(name + " " + e.getMessage());
    }
  }
}
