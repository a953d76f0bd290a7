package dev.sluice.server.publishapi;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sluice.core.topic.TopicRegistry.Appended;
import java.util.List;

/**
 * What publishers are told, as JSON. Topics and cursors have no character that needs escaping. Any
 * thread.
 */
final class Receipts {
  private Receipts() {}

  static String one(Appended appended) {
    return "{\"topic\":\"" + appended.topic().name() + "\",\"id\":\"" + appended.id() + "\"}";
  }

  static String several(List<Appended> published) {
    StringBuilder json = new StringBuilder("{\"messages\":[");
    for (int i = 0; i < published.size(); i++) {
      json.append(i == 0 ? "" : ",").append(one(published.get(i)));
    }
    return json.append("]}").toString();
  }

  static String error(int status, String detail) {
    String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(detail));
    return "{\"error\":{\"status\":" + status + ",\"detail\":\"" + escaped + "\"}}";
  }
}
