package dev.sluice.server.openapi;

import java.util.stream.Stream;

/** Requests that are to be refused for what they ask. */
final class Refusals {
  static final String TRACES = "/v1/traces";
  static final String RELOAD = "/v1/config/reload";

  private static final String TOPICS = "/v1/topics";
  private static final String TOPIC = "/v1/topics/{topic}";
  private static final String MESSAGES = "/v1/topics/{topic}/messages";
  private static final String PUBLISH = "/v1/publish";
  private static final String CONNECTIONS = "/v1/connections";
  private static final String TEXT = "text/plain";
  private static final String LARGE = "x".repeat(200_000);

  private Refusals() {}

  static Stream<Example> all() {
    return Stream.of(
        Example.of("POST", TOPIC, 400).at("/v1/topics/a..b").with(TEXT, "text"),
        Example.of("POST", TOPIC, 413).with(TEXT, LARGE),
        Example.of("POST", PUBLISH, 400).with("application/json", "{\"topics\":[\"a\"]}"),
        Example.of("POST", PUBLISH, 413).with("application/json", LARGE),
        Example.of("POST", PUBLISH, 415).with(TEXT, "text"),
        Example.of("GET", TOPICS, 400).at(TOPICS + "?limit=none"),
        Example.of("GET", TOPIC, 400).at("/v1/topics/a..b"),
        Example.of("GET", TOPIC, 404).at("/v1/topics/nowhere"),
        Example.of("GET", MESSAGES, 400).at("/v1/topics/a/messages?limit=none"),
        Example.of("GET", MESSAGES, 404).at("/v1/topics/nowhere/messages"),
        Example.of("DELETE", TOPIC, 400).at("/v1/topics/a..b"),
        Example.of("DELETE", TOPIC, 404).at("/v1/topics/nowhere"),
        Example.of("GET", CONNECTIONS, 400).at(CONNECTIONS + "?transport=pigeon"),
        Example.of("DELETE", CONNECTIONS, 400).at(CONNECTIONS),
        Example.of("DELETE", CONNECTIONS + "/{id}", 404).at(CONNECTIONS + "/nobody"),
        Example.of("POST", TRACES, 400),
        Example.of("DELETE", TRACES + "/{id}", 404).at(TRACES + "/0"));
  }
}
