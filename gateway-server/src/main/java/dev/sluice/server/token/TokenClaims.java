package dev.sluice.server.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.sluice.core.topic.InvalidTopicException;
import dev.sluice.core.topic.TopicPattern;
import dev.sluice.server.auth.AccessDeniedException;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.auth.Grants;
import dev.sluice.server.config.IssuerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a token says that counts here. Immutable, any thread.
 *
 * @param caller of whom it speaks, and until when
 * @param beginMillis from when on
 */
record TokenClaims(Caller caller, long beginMillis) {
  private static final String TOPICS = "topics";
  private static final int MAX_USER_LENGTH = 255;

  /**
   * Reads a token that an issuer has signed.
   *
   * @throws AccessDeniedException if it is for others, or not of the form that is expected
   */
  static TokenClaims of(JWTClaimsSet claims, IssuerConfig issuer) {
    boolean forUs = issuer.audience().isEmpty()
        || claims.getAudience().stream().anyMatch(issuer.audience()::contains);
    if (!forUs) {
      throw AccessDeniedException.badToken("the token is for another audience");
    }
    Date begin = claims.getNotBeforeTime();
    Date end = claims.getExpirationTime();
    Caller caller = new Caller(
        issuer.issuer(),
        user(claims.getSubject()),
        grants(claims.getClaim(TOPICS), issuer.topicPrefix()),
        end == null ? Caller.NEVER : end.toInstant().toEpochMilli());
    return new TokenClaims(caller, begin == null ? 0 : begin.toInstant().toEpochMilli());
  }

  /**
   * Checks that it counts at a time.
   *
   * @param skew by which clocks may differ
   * @throws AccessDeniedException if it does not
   */
  void check(long nowMillis, Duration skew) {
    if (caller.expiresAtMillis() <= nowMillis - skew.toMillis()) {
      throw AccessDeniedException.badToken("the token has expired");
    }
    if (beginMillis > nowMillis + skew.toMillis()) {
      throw AccessDeniedException.badToken("the token is not valid yet");
    }
  }

  /** Users are in logs: one line, and not too long. */
  private static String user(@Nullable String subject) {
    if (subject == null) {
      return "";
    }
    if (subject.length() > MAX_USER_LENGTH || subject.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw AccessDeniedException.badToken("the claim sub is too long, or not of one line");
    }
    return subject;
  }

  private static Grants grants(@Nullable Object topics, String prefix) {
    if (topics == null) {
      return new Grants(prefix, List.of(), List.of(), List.of());
    }
    if (!(topics instanceof Map<?, ?> members)) {
      throw AccessDeniedException.badToken("the claim topics is no object");
    }
    List<TopicPattern> subscribe = patterns(members.get("subscribe"));
    Object history = members.get("history");
    return new Grants(
        prefix,
        subscribe,
        patterns(members.get("publish")),
        history == null ? subscribe : patterns(history));
  }

  private static List<TopicPattern> patterns(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> elements)) {
      throw AccessDeniedException.badToken("the claim topics has a member that is no list");
    }
    List<TopicPattern> patterns = new ArrayList<>(elements.size());
    for (Object element : elements) {
      patterns.add(pattern(element));
    }
    return patterns;
  }

  private static TopicPattern pattern(@Nullable Object element) {
    try {
      if (element instanceof String text) {
        return new TopicPattern(text);
      }
    } catch (InvalidTopicException e) {
      // said below: the token's own text is not repeated
    }
    throw AccessDeniedException.badToken("the claim topics has what is no topic pattern");
  }
}
