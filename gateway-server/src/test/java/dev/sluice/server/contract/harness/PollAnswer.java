package dev.sluice.server.contract.harness;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The body of a poll's answer. */
public record PollAnswer(String cursor, List<Told.Received> messages, List<Told.Gap> gaps) {
  private static final Set<String> MEMBERS = Set.of("cursor", "messages", "gaps");

  /** Reads one. */
  public static PollAnswer read(String json) {
    Map<String, String> members = RawJson.members(json);
    String messages = members.get("messages");
    String gaps = members.get("gaps");
    if (messages == null || "[]".equals(gaps) || !MEMBERS.containsAll(members.keySet())) {
      throw new AssertionError("not a poll's answer: " + json);
    }
    return new PollAnswer(
        Envelope.string(members.get("cursor")),
        RawJson.elements(messages).stream().map(Envelope::message).toList(),
        gaps == null
            ? List.of()
            : RawJson.elements(gaps).stream().map(Envelope::gap).toList());
  }

  /** The texts of its messages. */
  public List<String> texts() {
    return messages.stream().map(Told.Received::text).toList();
  }
}
