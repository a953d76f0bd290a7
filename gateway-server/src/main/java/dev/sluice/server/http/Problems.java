package dev.sluice.server.http;

import dev.sluice.core.publish.IdempotencyLimitException;
import dev.sluice.core.topic.InvalidCursorException;
import dev.sluice.core.topic.InvalidTopicException;
import dev.sluice.core.topic.TopicLimitException;
import dev.sluice.server.auth.AccessDeniedException;
import dev.sluice.server.limits.TooManyException;
import dev.sluice.server.payload.InvalidPayloadException;
import dev.sluice.server.payload.PayloadTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What to answer when handling a request failed: one place that knows every kind of failure. Any
 * thread.
 */
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /** The problem that fits a failure; one that nobody foresaw is logged. */
  public static Problem of(RuntimeException failure) {
    if (failure instanceof ProblemException refused) {
      return refused.problem();
    }
    if (failure instanceof InvalidTopicException
        || failure instanceof InvalidCursorException
        || failure instanceof InvalidPayloadException) {
      return Problem.badRequest(String.valueOf(failure.getMessage()));
    }
    if (failure instanceof PayloadTooLargeException tooLarge) {
      return Problem.tooLarge("the data", tooLarge.limitBytes());
    }
    if (failure instanceof TopicLimitException || failure instanceof IdempotencyLimitException) {
      return Problem.unavailable(String.valueOf(failure.getMessage()));
    }
    if (failure instanceof AccessDeniedException denied) {
      return Challenge.of(denied);
    }
    if (failure instanceof TooManyException tooMany) {
      return tooMany.isOfAll()
          ? Problem.unavailable(tooMany.detail(), tooMany.retryAfterSeconds())
          : Problem.tooMany(tooMany.detail(), tooMany.retryAfterSeconds());
    }
    LOG.error("a request failed", failure);
    return new Problem(500, "the gateway failed; its log says why");
  }
}
