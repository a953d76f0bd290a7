package dev.sluice.server.token;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * What a token says, whoever has made it. Immutable, any thread.
 *
 * @param header as JSON
 * @param claims as JSON
 * @param begin when it begins to count, null where it doesn't say
 * @param end when it ends, null where it doesn't say
 */
public record DecodedToken(
    String header,
    String claims,
    @Nullable Instant begin,
    @Nullable Instant end) {
  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static DecodedToken of(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      return new DecodedToken(
          jwt.getHeader().toString(),
          jwt.getPayload().toString(),
          instant(claims.getNotBeforeTime()),
          instant(claims.getExpirationTime()));
    } catch (ParseException e) {
      throw new IllegalArgumentException(
          "this is no signed JSON Web Token: three parts in base64url with dots between", e);
    }
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}
