package dev.sluice.server.contract.harness;

import java.util.List;
import java.util.Map;

/** The answer to one published message. */
public record Published(String topic, String id) {
  /** Reads {@code {"topic":"…","id":"…"}}. */
  public static Published read(String json) {
    Map<String, String> members = RawJson.members(json);
    if (members.size() != 2) {
      throw new AssertionError("expected topic and id: " + json);
    }
    return new Published(Envelope.string(members.get("topic")), Envelope.string(members.get("id")));
  }

  /** Reads {@code {"messages":[…]}}. */
  public static List<Published> readAll(String json) {
    Map<String, String> members = RawJson.members(json);
    String messages = members.get("messages");
    if (messages == null || members.size() != 1) {
      throw new AssertionError("expected messages: " + json);
    }
    return RawJson.elements(messages).stream().map(Published::read).toList();
  }
}
