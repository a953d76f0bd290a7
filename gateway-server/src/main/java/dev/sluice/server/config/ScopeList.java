package dev.sluice.server.config;

import dev.sluice.core.topic.TopicPattern;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What an API key may be used for, as it is written: {@code read}, {@code publish:prices.**}. Any
 * thread.
 *
 * @param scopes the scopes
 * @param publish the topics of those that let publish
 */
public record ScopeList(Set<Scope> scopes, List<TopicPattern> publish) {
  /** What may be written. */
  public static final String ALLOWED = "metrics, read, admin, publish or publish:PATTERN";

  private static final String PUBLISH = "publish";
  private static final String PUBLISH_TO = "publish:";
  private static final TopicPattern EVERYTHING = new TopicPattern("**");

  /**
   * Reads scopes.
   *
   * @throws IllegalArgumentException if there is no such scope; the message names it
   */
  public static ScopeList parse(List<String> words) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    List<TopicPattern> publish = new ArrayList<>();
    for (String word : words) {
      if (word.equals(PUBLISH) || word.startsWith(PUBLISH_TO)) {
        scopes.add(Scope.PUBLISH);
        publish.add(pattern(word));
      } else {
        scopes.add(scope(word));
      }
    }
    return new ScopeList(scopes, publish);
  }

  /** The same as it would be written. */
  static List<String> words(ApiKeyConfig key) {
    List<String> words = new ArrayList<>();
    key.publish().forEach(pattern -> words.add(PUBLISH_TO + pattern.text()));
    key.scopes().stream()
        .filter(scope -> scope != Scope.PUBLISH)
        .sorted()
        .forEach(scope -> words.add(scope.label()));
    return words;
  }

  private static TopicPattern pattern(String word) {
    return word.equals(PUBLISH)
        ? EVERYTHING
        : new TopicPattern(word.substring(PUBLISH_TO.length()));
  }

  private static Scope scope(String word) {
    for (Scope scope : List.of(Scope.METRICS, Scope.READ, Scope.ADMIN)) {
      if (scope.label().equals(word)) {
        return scope;
      }
    }
    throw new IllegalArgumentException("scope \"" + word + "\" is none of " + ALLOWED);
  }
}
