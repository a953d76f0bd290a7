package dev.sluice.server.config;

import com.typesafe.config.ConfigUtil;
import dev.sluice.core.topic.TopicPattern;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A key to the internal listener. The gateway has its hash only: who reads the configuration can't
 * use it. Immutable, any thread.
 *
 * @param name who has it, for the audit log
 * @param sha256 the SHA-256 of the key, in 64 hexadecimal digits
 * @param scopes what it may be used for
 * @param publish topics that may be published to with it; empty without that scope
 */
public record ApiKeyConfig(
    String name, String sha256, Set<Scope> scopes, List<TopicPattern> publish) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@:-]{1,64}");
  private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException if a value breaks a rule; the message says which
   */
  public ApiKeyConfig {
    scopes = Set.copyOf(scopes);
    publish = List.copyOf(publish);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name \"" + name + "\" is not 1 to 64 of A-Z a-z 0-9 _ . @ : -");
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256 of \"" + name + "\" is not 64 hexadecimal digits");
    }
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("scopes of \"" + name + "\" are none");
    }
  }

  /** The key as an element of the list of keys. */
  public String hocon() {
    String words = ScopeList.words(this).stream()
        .map(ConfigUtil::quoteString)
        .collect(Collectors.joining(", ", "[", "]"));
    return "{ name = %s, sha256 = %s, scopes = %s }"
        .formatted(ConfigUtil.quoteString(name), ConfigUtil.quoteString(sha256), words);
  }
}
