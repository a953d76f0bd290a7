package dev.sluice.server.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** API keys as objects in a list. Immutable, any thread. */
final class ApiKeyList implements ValueType<List<ApiKeyConfig>> {
  static final ApiKeyList INSTANCE = new ApiKeyList();

  private static final Set<String> MEMBERS = Set.of("name", "sha256", "scopes");

  private ApiKeyList() {}

  @Override
  public List<ApiKeyConfig> read(ConfigValue value) {
    if (!(value instanceof ConfigList list)) {
      throw new InvalidValueException("is not a list");
    }
    return list.stream().map(ApiKeyList::key).toList();
  }

  @SuppressWarnings("NullAway") // it has all MEMBERS
  private static ApiKeyConfig key(ConfigValue element) {
    if (!(element instanceof ConfigObject object) || !object.keySet().equals(MEMBERS)) {
      throw new InvalidValueException(
          "has a bad element: it is not just " + new TreeSet<>(MEMBERS));
    }
    if (!(object.get("scopes") instanceof ConfigList scopes)) {
      throw new InvalidValueException("has a bad element: scopes is not a list");
    }
    try {
      ScopeList read = ScopeList.parse(scopes.stream().map(HoconText::of).toList());
      return new ApiKeyConfig(
          HoconText.of(object.get("name")),
          HoconText.of(object.get("sha256")).toLowerCase(Locale.ROOT),
          read.scopes(),
          read.publish());
    } catch (InvalidValueException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("has a bad element: " + e.getMessage());
    }
  }

  @Override
  public void check(List<ApiKeyConfig> value) {
    Set<String> seen = new HashSet<>();
    for (ApiKeyConfig key : value) {
      if (!seen.add(key.name()) || !seen.add(key.sha256())) {
        throw new InvalidValueException("has the name or the hash of \"" + key.name() + "\" twice");
      }
    }
  }

  @Override
  public String allowed() {
    return "a list of { name, sha256, scopes }, scopes a list of " + ScopeList.ALLOWED
        + "; gateway api-key makes one";
  }

  @Override
  public String show(List<ApiKeyConfig> value) {
    return value.stream().map(ApiKeyConfig::hocon).collect(Collectors.joining(",", "[", "]"));
  }
}
