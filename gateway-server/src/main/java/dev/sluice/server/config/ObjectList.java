package dev.sluice.server.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A list of objects. Immutable, any thread.
 *
 * @param members that an object may have
 * @param secret the one of them that nobody is shown, empty for none
 * @param element reads an object, or throws an {@link IllegalArgumentException} that says what is
 *     wrong with it
 * @param allowed the list in a message
 */
record ObjectList<T>(
    Set<String> members, String secret, Function<Members, T> element, String allowed)
    implements ValueType<List<T>> {
  private static final String HIDDEN = "***";

  @Override
  public List<T> read(ConfigValue value) {
    if (!(value instanceof ConfigList list)) {
      throw new InvalidValueException("is not a list");
    }
    List<T> all = new ArrayList<>();
    for (ConfigValue each : list) {
      try {
        all.add(element.apply(Members.of(each, members)));
      } catch (IllegalArgumentException e) {
        throw new InvalidValueException(
            "has a bad element, number " + (all.size() + 1) + ": " + e.getMessage());
      }
    }
    return all;
  }

  @Override
  public void check(List<T> value) {
    // each element was checked when it was made
  }

  @Override
  public String show(List<T> value) {
    return value.toString();
  }

  @Override
  public ConfigValue printable(ConfigValue value) {
    if (secret.isEmpty() || !(value instanceof ConfigList list)) {
      return value;
    }
    return ConfigValueFactory.fromIterable(
        list.stream().map(this::withoutSecret).toList());
  }

  private ConfigValue withoutSecret(ConfigValue element) {
    boolean has = element instanceof ConfigObject object && object.containsKey(secret);
    return has
        ? ((ConfigObject) element).withValue(secret, ConfigValueFactory.fromAnyRef(HIDDEN))
        : element;
  }
}
