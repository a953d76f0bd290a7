package dev.sluice.server.contract.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events, with or without envelopes, and resumes as an EventSource does. */
public final class EventStreamSubscriber implements Subscriber, EventStreamParser.Listener {
  private final Inbox inbox;
  private final boolean raw;
  private final LineStream lines;
  private final boolean single;

  /** Subscribes with {@code Last-Event-ID}, and returns when the server has agreed. */
  public EventStreamSubscriber(
      HttpClient client, URI base, List<String> topics, @Nullable String cursor, boolean raw) {
    this.inbox = new Inbox(topics.size());
    this.raw = raw;
    this.single = topics.size() == 1;
    EventStreamParser parser = new EventStreamParser(this);
    URI uri = Subscribe.to(base, topics).with("envelope", raw ? "raw" : "json").uri();
    List<String> headers = new ArrayList<>(List.of("Accept", "text/event-stream"));
    if (cursor != null) {
      headers.addAll(List.of("Last-Event-ID", cursor));
    }
    this.lines = new LineStream(client, uri, inbox, parser::line, headers.toArray(String[]::new));
  }

  @Override
  public void onEvent(String event, String data, @Nullable String id) {
    if (event.equals("gap")) {
      inbox.put(Envelope.gap(gapMember(data)));
    } else if (raw) {
      String type = event.isEmpty() ? null : event;
      String own = single ? id : null;
      inbox.put(new Told.Received(null, own, type, null, Told.Shown.TEXT, data.getBytes(UTF_8)));
    } else {
      inbox.put(Envelope.message(data));
    }
    if (id != null && !(raw && single && !event.equals("gap"))) {
      inbox.put(new Told.At(id));
    }
  }

  private static String gapMember(String data) {
    Map<String, String> members = RawJson.members(data);
    String gap = members.get("gap");
    if (gap == null || members.size() != 1) {
      throw new AssertionError("expected {\"gap\":{…}}, got " + data);
    }
    return gap;
  }

  @Override
  public void onId(String id) {
    inbox.put(new Told.At(id));
  }

  @Override
  public void onRetry(String millis) {
    inbox.put(new Told.Retry(millis));
  }

  @Override
  public void onComment(String text) {
    inbox.put(new Told.Heartbeat());
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  @Override
  public void close() {
    lines.close();
  }
}
