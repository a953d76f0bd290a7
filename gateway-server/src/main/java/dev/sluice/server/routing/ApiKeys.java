package dev.sluice.server.routing;

import dev.sluice.server.config.ApiKeyConfig;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells by its key who asks. What is compared are hashes, all of each and with all keys, so that
 * the time it takes tells nothing. Immutable, any thread.
 */
public final class ApiKeys {
  private static final String HEADER = "X-Api-Key";
  private static final String BEARER = "Bearer ";
  static final String CHALLENGE = "Bearer realm=\"sluice\"";

  private final List<Known> all;

  /** A key that there is. */
  private record Known(byte[] sha256, ApiKey key) {}

  private ApiKeys(List<Known> all) {
    this.all = all;
  }

  /** Knows the keys of a configuration; where there are none, whoever asks may do everything. */
  public static ApiKeys of(List<ApiKeyConfig> configured) {
    return new ApiKeys(configured.stream()
        .map(key -> new Known(
            HexFormat.of().parseHex(key.sha256()),
            new ApiKey(key.name(), key.scopes(), key.publish())))
        .toList());
  }

  /**
   * Whose key is sent.
   *
   * @throws ProblemException 401 if there is none, or an unknown one
   */
  ApiKey require(HttpHeaders headers) {
    if (all.isEmpty()) {
      return ApiKey.ANYONE;
    }
    String sent = sent(headers);
    if (sent == null) {
      throw unauthorized("an API key is needed: Authorization: Bearer KEY", CHALLENGE);
    }
    ApiKey key = find(sha256(sent));
    if (key == null) {
      throw unauthorized("this API key is not known", CHALLENGE + ", error=\"invalid_token\"");
    }
    return key;
  }

  private @Nullable ApiKey find(byte[] sha256) {
    ApiKey found = null;
    for (Known known : all) {
      if (MessageDigest.isEqual(known.sha256, sha256)) {
        found = known.key;
      }
    }
    return found;
  }

  private static @Nullable String sent(HttpHeaders headers) {
    String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
    boolean bearer =
        authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return bearer ? authorization.substring(BEARER.length()).strip() : headers.get(HEADER);
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  private static ProblemException unauthorized(String detail, String challenge) {
    return new ProblemException(new Problem(401, detail, "WWW-Authenticate", challenge));
  }
}
