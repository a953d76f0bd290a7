package dev.sluice.server.routing;

import dev.sluice.server.config.ApiKeyConfig;
import dev.sluice.server.config.ScopeList;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Keys that tests make up. Any thread. */
final class TestKeys {
  private TestKeys() {}

  /** A key that reads {@code of NAME}, whose holder's name has dashes for spaces. */
  static ApiKeyConfig of(String name, String... scopes) {
    ScopeList read = ScopeList.parse(List.of(scopes));
    return new ApiKeyConfig(
        name.replace(' ', '-'), sha256("of " + name), read.scopes(), read.publish());
  }

  private static String sha256(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
