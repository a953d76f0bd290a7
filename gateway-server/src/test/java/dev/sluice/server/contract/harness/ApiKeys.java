package dev.sluice.server.contract.harness;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** API keys as an operator configures them. Any thread. */
public final class ApiKeys {
  private ApiKeys() {}

  /** A list of keys. */
  public static String list(String... keys) {
    return "[" + String.join(",", keys) + "]";
  }

  /** One key; who has it is called by the key too. */
  public static String key(String key, String... scopes) {
    String words =
        List.of(scopes).stream().map(RawJson::quoted).collect(Collectors.joining(",", "[", "]"));
    return "{ name = " + key + ", sha256 = \"" + sha256(key) + "\", scopes = " + words + " }";
  }

  /** The headers that send a key. */
  public static String[] header(String key) {
    return new String[] {"Authorization", "Bearer " + key};
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
