package dev.sluice.server.routing;

import dev.sluice.core.topic.TopicPattern;
import dev.sluice.server.config.Scope;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who asks, by the key that was sent, and what that is good for. Immutable, any thread.
 *
 * @param name who it was given to
 * @param scopes what it may be used for
 * @param publish topics that may be published to with it
 */
public record ApiKey(String name, Set<Scope> scopes, List<TopicPattern> publish) {
  /** Whoever asks a gateway that has no keys. */
  static final ApiKey ANYONE =
      new ApiKey("anyone", EnumSet.allOf(Scope.class), List.of(new TopicPattern("**")));

  /**
   * Makes sure that it may be used for something.
   *
   * @throws ProblemException 403 if not
   */
  void require(Scope needed) {
    if (!covers(needed)) {
      throw new ProblemException(new Problem(
          403,
          "this API key has not the scope " + needed.label(),
          "WWW-Authenticate",
          ApiKeys.CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + needed.label() + "\""));
    }
  }

  private boolean covers(Scope needed) {
    for (Scope scope : scopes) {
      if (scope.covers(needed)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it may be published with to a topic. */
  public boolean mayPublish(String topic) {
    return TopicPattern.anyMatches(publish, topic);
  }
}
