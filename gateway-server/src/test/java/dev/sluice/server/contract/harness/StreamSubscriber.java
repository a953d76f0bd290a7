package dev.sluice.server.contract.harness;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads NDJSON: an envelope, a gap notice or a cursor a line. */
public final class StreamSubscriber implements Subscriber {
  private final Inbox inbox;
  private final LineStream lines;

  /** Subscribes, and returns when the server has agreed. */
  public StreamSubscriber(
      HttpClient client, URI base, List<String> topics, @Nullable String cursor) {
    this.inbox = new Inbox(topics.size());
    URI uri = Subscribe.to(base, topics).with("cursor", cursor).uri();
    this.lines = new LineStream(client, uri, inbox, this::onLine, "Accept", "application/x-ndjson");
  }

  private void onLine(String line) {
    inbox.put(line.isEmpty() ? new Told.Heartbeat() : Envelope.read(line));
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
