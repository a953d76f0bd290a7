package dev.sluice.server.contract.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** What backend services and operators do over the internal listener. */
public final class Backend {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final URI url;

  /** At an internal listener. */
  public Backend(URI url) {
    this.url = url;
  }

  /** The internal listener. */
  public URI url() {
    return url;
  }

  /** Where a topic is published to and asked about. */
  public URI topicUrl(String topic) {
    return url.resolve("/v1/topics/" + Http.encode(topic));
  }

  /** Publishes a text. */
  public Published publish(String topic, String text) {
    return published(post(topic, text.getBytes(java.nio.charset.StandardCharsets.UTF_8), TEXT));
  }

  /** Publishes bytes of a content type. */
  public Published publish(String topic, byte[] data, String contentType) {
    return published(post(topic, data, contentType));
  }

  /** Publishes a text with an event. */
  public Published publishEvent(String topic, String event, String text) {
    URI uri = url.resolve("/v1/topics/" + Http.encode(topic) + "?event=" + Http.encode(event));
    return published(Http.post(uri, text, "Content-Type", TEXT));
  }

  /** Publishes the numbers of a range in one request, a message each, as fast as it goes. */
  public List<Published> publishNumbers(String topic, int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int number = from; number <= to; number++) {
      lines.append("{\"topics\":[").append(RawJson.quoted(topic)).append("],\"data\":");
      lines.append(number).append("}\n");
    }
    List<Published> published = new ArrayList<>();
    publishLines(lines.toString()).forEach(line -> published.addAll(Published.readAll(line)));
    return published;
  }

  /** Publishes NDJSON; answers the lines. */
  public List<String> publishLines(String ndjson) {
    HttpResponse<String> response =
        Http.post(url.resolve("/v1/publish"), ndjson, "Content-Type", "application/x-ndjson");
    if (response.statusCode() != 200) {
      throw new AssertionError("expected 200, got " + response.statusCode() + response.body());
    }
    return response.body().lines().toList();
  }

  /** Posts bytes to a topic. */
  public HttpResponse<String> post(String topic, byte[] data, String contentType) {
    return Http.post(topicUrl(topic), data, "Content-Type", contentType);
  }

  /** Deletes a topic, that must be there. */
  public void delete(String topic) {
    int status = Http.send("DELETE", topicUrl(topic)).statusCode();
    if (status / 100 != 2) {
      throw new AssertionError("DELETE answered " + status);
    }
  }

  /** Whether a topic is there that a client could tell. */
  public boolean topicExists(String topic) {
    return Http.get(topicUrl(topic)).statusCode() == 200;
  }

  /** Deletes a topic, if there is one. */
  public void deleteIfThere(String topic) {
    Http.send("DELETE", topicUrl(topic));
  }

  /** How many listen to a topic over a transport. */
  public int subscribers(String topic, String transport) {
    HttpResponse<String> response = Http.get(topicUrl(topic));
    if (response.statusCode() == 404) {
      return 0;
    }
    JsonNode subscribers = RawJson.tree(response.body()).path("subscribers");
    return subscribers.path(transport).intValue();
  }

  /** Waits until so many listen to a topic over a transport. */
  public void awaitSubscribers(String topic, String transport, int count) {
    Await.until(
        count + " subscribers of " + topic + " over " + transport,
        () -> subscribers(topic, transport) == count);
  }

  /** The metrics of this moment. */
  public Metrics metrics() {
    return Metrics.read(Http.get(url.resolve("/metrics")).body());
  }

  private static Published published(HttpResponse<String> response) {
    if (response.statusCode() != 201) {
      throw new AssertionError("expected 201, got " + response.statusCode() + response.body());
    }
    return Published.read(response.body());
  }
}
