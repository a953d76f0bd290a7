package dev.sluice.server.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a token for trying out is to say. Immutable, any thread.
 *
 * @param issuer its {@code iss}, null for none
 * @param audience its {@code aud}, empty for none
 * @param user its {@code sub}, null for none
 * @param topics patterns by what may be done with them: subscribe, publish, history
 * @param life from now on
 */
public record TokenDraft(
    @Nullable String issuer,
    List<String> audience,
    @Nullable String user,
    Map<String, List<String>> topics,
    Duration life) {

  /**
   * Makes the token.
   *
   * @param algorithm by its name, null for the usual one of the key
   * @param keyId that the key goes by, null for none
   * @throws IllegalArgumentException if the key is not for that algorithm
   */
  public String sign(
      SigningKey key, @Nullable String algorithm, @Nullable String keyId, Instant now) {
    Map<String, List<String>> granted = new LinkedHashMap<>(topics);
    granted.values().removeIf(List::isEmpty);
    JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
        .issuer(issuer)
        .subject(user)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(life)));
    if (!audience.isEmpty()) {
      claims.audience(audience);
    }
    if (!granted.isEmpty()) {
      claims.claim("topics", granted);
    }
    return key.sign(claims.build(), algorithm, keyId);
  }
}
