package dev.sluice.server.cli.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of every transport. Any thread. */
final class IncomingReader {
  private static final String NOTHING = "\"\"";

  private IncomingReader() {}

  /** One line, one frame, or the data of one event. */
  static Incoming read(String json) throws IOException {
    Map<String, String> members = RawJson.members(json);
    if (members.containsKey("topic")) {
      return message(json, members);
    }
    String enclosed = members.get("message");
    if (enclosed != null) {
      return message(enclosed, RawJson.members(enclosed));
    }
    String notice = members.get("gap");
    if (notice != null) {
      return gap(notice);
    }
    String cursor = members.get("cursor");
    if (cursor != null) {
      return new Incoming.Covering(RawJson.text(cursor));
    }
    String error = members.get("error");
    return error == null ? new Incoming.Other() : fault(error);
  }

  /** The answer to a poll: gaps, then messages, then the cursor that covers them. */
  static List<Incoming> poll(String json) throws IOException {
    Map<String, String> members = RawJson.members(json);
    List<Incoming> all = new ArrayList<>();
    for (String gap : RawJson.elements(members.getOrDefault("gaps", "[]"))) {
      all.add(gap(gap));
    }
    for (String envelope : RawJson.elements(members.getOrDefault("messages", "[]"))) {
      all.add(message(envelope, RawJson.members(envelope)));
    }
    String cursor = members.get("cursor");
    if (cursor != null) {
      all.add(new Incoming.Covering(RawJson.text(cursor)));
    }
    return all;
  }

  private static Incoming message(String envelope, Map<String, String> members) throws IOException {
    return new Incoming.Message(
        oneLine(envelope), text(members, "topic"), text(members, "id"), data(members));
  }

  private static String data(Map<String, String> members) throws IOException {
    String json = members.get("data");
    if (json == null) {
      return text(members, "data_base64");
    }
    return json.startsWith("\"") ? RawJson.text(json) : oneLine(json);
  }

  private static Incoming gap(String notice) throws IOException {
    @Nullable String to = RawJson.members(notice).get("to");
    return new Incoming.Gap(oneLine(notice), to == null ? null : RawJson.text(to));
  }

  private static Incoming fault(String error) throws IOException {
    Map<String, String> members = RawJson.members(error);
    return new Incoming.Fault(text(members, "code"), text(members, "message"));
  }

  private static String text(Map<String, String> members, String name) throws IOException {
    return RawJson.text(members.getOrDefault(name, NOTHING));
  }

  /** Line ends in JSON stand between tokens only. */
  private static String oneLine(String json) {
    return json.replace("\r", "").replace("\n", "");
  }
}
