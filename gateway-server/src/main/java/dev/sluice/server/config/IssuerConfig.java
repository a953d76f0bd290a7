package dev.sluice.server.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One who makes tokens, with the keys that show it: a secret, a file of keys or a URL, just one of
 * them. Immutable, any thread; its text shows no secret.
 *
 * @param issuer the tokens' {@code iss}, empty where it isn't looked at
 * @param audience of which the tokens' {@code aud} has one, empty where it isn't looked at
 * @param topicPrefix what all topics begin with that the tokens speak of, empty for any topic
 * @param algorithms that signatures may have, empty for all that the keys are for
 * @param secret of HS256 and the like, empty for none
 * @param keysFile file with a JWK set, or a public key or certificate in PEM; empty for none
 * @param jwksUrl where a JWK set is, empty for none
 */
public record IssuerConfig(
    String issuer,
    List<String> audience,
    String topicPrefix,
    List<String> algorithms,
    String secret,
    String keysFile,
    String jwksUrl) {
  static final Set<String> MEMBERS =
      Set.of("issuer", "audience", "topic-prefix", "algorithms", "secret", "keys-file", "jwks-url");

  /** What a signature may be made with (RFC 7518, RFC 8037); never {@code none}. */
  public static final List<String> ALGORITHMS = List.of(
      "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA");

  /** Less is no key for SHA-256 (RFC 7518, 3.2). */
  private static final int LEAST_SECRET_BYTES = 32;

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException if a value breaks a rule; the message says which
   */
  public IssuerConfig {
    audience = List.copyOf(audience);
    algorithms = List.copyOf(algorithms);
    if (Stream.of(secret, keysFile, jwksUrl).filter(s -> !s.isEmpty()).count() != 1) {
      throw new IllegalArgumentException("it needs one of secret, keys-file and jwks-url");
    }
    if (!secret.isEmpty() && secret.getBytes(StandardCharsets.UTF_8).length < LEAST_SECRET_BYTES) {
      throw new IllegalArgumentException("secret is shorter than 32 bytes");
    }
    for (String algorithm : algorithms) {
      if (!ALGORITHMS.contains(algorithm)) {
        throw new IllegalArgumentException(
            "algorithm \"" + algorithm + "\" is none of " + String.join(", ", ALGORITHMS));
      }
    }
    if (!jwksUrl.isEmpty() && !isHttp(jwksUrl)) {
      throw new IllegalArgumentException("jwks-url \"" + jwksUrl + "\" is no http:// or https://");
    }
  }

  static IssuerConfig read(Members members) {
    FilePath file = FilePath.INSTANCE;
    String keysFile = members.value("keys-file", file);
    return new IssuerConfig(
        members.text("issuer"),
        members.texts("audience"),
        members.text("topic-prefix"),
        members.texts("algorithms"),
        members.text("secret"),
        keysFile == null ? "" : keysFile,
        members.text("jwks-url"));
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = URI.create(url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "{issuer=" + issuer + "}";
  }
}
