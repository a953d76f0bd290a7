package dev.sluice.server.openapi;

import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.contract.harness.RawResponse;
import java.util.List;
import java.util.stream.Stream;

/** Requests that are to do what they ask for, in the order in which they can. */
final class Successes {
  private static final String TOPICS = "/v1/topics";
  private static final String TOPIC = "/v1/topics/{topic}";
  private static final String MESSAGES = "/v1/topics/{topic}/messages";
  private static final String PUBLISH = "/v1/publish";
  private static final String CONNECTIONS = "/v1/connections";
  private static final String TRACES = "/v1/traces";
  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";

  private final Gateway gateway;

  private Successes(Gateway gateway) {
    this.gateway = gateway;
  }

  static Stream<Example> at(Gateway gateway) {
    Successes successes = new Successes(gateway);
    return Stream.of(successes.publishing(), successes.topics(), successes.operations())
        .flatMap(examples -> examples);
  }

  private Stream<Example> publishing() {
    String several = "{\"topics\":[\"a\",\"b\"],\"event\":\"tick\",\"data\":{\"n\":1}}";
    return Stream.of(
        Example.of("POST", TOPIC, 201).with("text/plain", "text"),
        Example.of("POST", TOPIC, 201).with(JSON, "{\"n\":1}"),
        Example.of("POST", TOPIC, 201).with("application/octet-stream", "bytes"),
        Example.of("POST", PUBLISH, 201).with(JSON, several),
        Example.of("POST", PUBLISH, 200).with(NDJSON, several + "\n{\"topics\":[]}\nnonsense\n"));
  }

  private Stream<Example> topics() {
    String gone = ask(Example.of("POST", TOPIC, 201).at("/v1/topics/c").with("text/plain", "1"))
        .replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
    ask(Example.of("DELETE", TOPIC, 204).at("/v1/topics/c"));
    ask(Example.of("POST", TOPIC, 201).at("/v1/topics/c").with("text/plain", "2"));
    return Stream.of(
        Example.of("GET", TOPICS, 200),
        Example.of("GET", TOPICS, 200).at(TOPICS + "?limit=1"),
        Example.of("GET", TOPIC, 200),
        Example.of("GET", TOPIC, 200).at("/v1/topics/" + subscribed()),
        Example.of("GET", MESSAGES, 200),
        Example.of("GET", MESSAGES, 200).at("/v1/topics/c/messages?cursor=" + gone),
        Example.of("DELETE", TOPIC, 204).at("/v1/topics/b"));
  }

  private Stream<Example> operations() {
    subscribed();
    String connections = ask(Example.of("GET", CONNECTIONS, 200));
    String id = RawJson.tree(connections).at("/connections/0/id").textValue();
    String trace = RawJson.tree(ask(Example.of("POST", TRACES, 201).at(TRACES + "?user=u")))
        .path("id")
        .textValue();
    return Stream.of(
        Example.of("GET", CONNECTIONS, 200),
        Example.of("POST", TRACES, 201).at(TRACES + "?connection=" + id),
        Example.of("GET", TRACES, 200),
        Example.of("DELETE", TRACES + "/{id}", 204).at(TRACES + "/" + trace),
        Example.of("DELETE", CONNECTIONS + "/{id}", 204).at(CONNECTIONS + "/" + id),
        Example.of("DELETE", CONNECTIONS, 200),
        Example.of("POST", "/v1/config/reload", 200),
        Example.of("GET", "/metrics", 200),
        Example.of("GET", "/health/live", 200),
        Example.of("GET", "/health/ready", 200),
        Example.of("GET", "/openapi.json", 200));
  }

  /** A topic without messages, that one listens to until it is sent away or the gateway goes. */
  private String subscribed() {
    String topic = gateway.newTopic();
    Mode.SSE_RAW.subscribe(gateway.publicUrl(), List.of(topic), null);
    return topic;
  }

  private String ask(Example example) {
    RawResponse response = example.by("all").ask(gateway.internalAddress());
    if (response.status() != example.expected()) {
      throw new AssertionError(response.toString());
    }
    return response.body();
  }
}
