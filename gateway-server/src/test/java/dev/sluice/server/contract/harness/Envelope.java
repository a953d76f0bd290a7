package dev.sluice.server.contract.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.server.contract.harness.Told.Received;
import dev.sluice.server.contract.harness.Told.Shown;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the JSON objects that all JSON transports have in common. */
public final class Envelope {
  private static final Set<String> MEMBERS =
      Set.of("topic", "id", "time", "event", "data", "data_base64");

  private Envelope() {}

  /** A line or frame: a message, a gap notice, a cursor, or something else. */
  public static Told read(String json) {
    Map<String, String> members = RawJson.members(json);
    String gap = members.get("gap");
    String cursor = members.get("cursor");
    if (gap != null && members.size() == 1) {
      return gap(gap);
    }
    if (cursor != null && members.size() == 1) {
      return new Told.At(string(cursor));
    }
    return members.containsKey("topic") ? message(members, json) : new Told.Other(json);
  }

  /** The envelope of a message. */
  public static Received message(String json) {
    return message(RawJson.members(json), json);
  }

  private static Received message(Map<String, String> members, String json) {
    String data = members.get("data");
    String base64 = members.get("data_base64");
    if (!MEMBERS.containsAll(members.keySet()) || (data == null) == (base64 == null)) {
      throw new AssertionError("not the members of an envelope: " + json);
    }
    byte[] binary = base64 == null ? null : Base64.getDecoder().decode(string(base64));
    return new Received(
        string(required(members, "topic", json)),
        string(required(members, "id", json)),
        members.containsKey("event") ? string(members.get("event")) : null,
        Long.valueOf(required(members, "time", json)),
        binary != null ? Shown.BINARY : shown(data),
        binary != null ? binary : bytes(data));
  }

  private static Shown shown(@Nullable String data) {
    return data != null && data.startsWith("\"") ? Shown.TEXT : Shown.JSON;
  }

  private static byte[] bytes(@Nullable String data) {
    String text = shown(data) == Shown.TEXT ? string(data) : String.valueOf(data);
    return text.getBytes(UTF_8);
  }

  /** The inner object of a gap notice. */
  public static Told.Gap gap(String json) {
    Map<String, String> members = RawJson.members(json);
    String missed = members.get("missed");
    return new Told.Gap(
        string(required(members, "topic", json)),
        string(required(members, "from", json)),
        string(required(members, "to", json)),
        missed == null ? null : Long.valueOf(missed),
        string(required(members, "reason", json)));
  }

  private static String required(Map<String, String> members, String name, String json) {
    String value = members.get(name);
    if (value == null) {
      throw new AssertionError("no " + name + " in " + json);
    }
    return value;
  }

  /** The value of a JSON string. */
  static String string(@Nullable String json) {
    if (json == null || !json.startsWith("\"")) {
      throw new AssertionError("expected a JSON string, got " + json);
    }
    boolean escaped = json.indexOf('\\') >= 0;
    return escaped ? RawJson.tree(json).textValue() : json.substring(1, json.length() - 1);
  }
}
