package dev.sluice.server.admin;

import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.Cursor;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Topic;
import dev.sluice.core.topic.TopicName;
import dev.sluice.core.topic.TopicRegistry;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Query;
import dev.sluice.server.http.Response;
import dev.sluice.server.transport.PollAnswer;
import dev.sluice.server.transport.Start;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What operators ask and do about topics. Any thread. */
public final class TopicAdmin {
  private static final List<Transport> SUBSCRIBED =
      List.of(Transport.WS, Transport.SSE, Transport.STREAM, Transport.LONGPOLL);

  private final TopicRegistry topics;

  /** Administers these topics. */
  public TopicAdmin(TopicRegistry topics) {
    this.topics = topics;
  }

  /**
   * {@code GET /v1/topics}: by name, a page at a time; {@code after} is the last name of the page
   * before.
   */
  public Response list(Query query) {
    int limit = Paging.limit(query);
    String after = query.one("after");
    List<Topic> page = topics.visible().stream()
        .filter(topic -> after == null || topic.name().compareTo(after) > 0)
        .sorted(Comparator.comparing(Topic::name))
        .limit(limit + 1L)
        .toList();
    boolean more = page.size() > limit;
    String shown =
        page.stream().limit(limit).map(TopicAdmin::json).collect(Collectors.joining(","));
    String next = more ? ",\"next\":\"" + page.get(limit - 1).name() + "\"" : "";
    return Response.json(200, "{\"topics\":[" + shown + "]" + next + "}");
  }

  /** {@code GET /v1/topics/{topic}}. */
  public Response info(String name) {
    return Response.json(200, json(existing(name)));
  }

  /** {@code DELETE /v1/topics/{topic}}. */
  public Response delete(String name) {
    if (!topics.delete(TopicName.require(name))) {
      throw notFound(name);
    }
    return new Response(204);
  }

  /**
   * {@code GET /v1/topics/{topic}/messages}: what is held, from the oldest unless told otherwise.
   */
  public Response history(String name, Query query) {
    Topic topic = existing(name);
    String cursor = query.one("cursor");
    Cursor from = cursor == null || cursor.isEmpty() ? Cursor.EARLIEST : Cursor.parse(cursor);
    List<Start> begin = List.of(new Start(topic.name(), from.in(topic)));
    ByteBuf messages = Unpooled.buffer();
    MessageRange range = new MessageRange(Paging.limit(query), PollAnswer.MAX_BYTES);
    PollAnswer answer = PollAnswer.read(topics, begin, range, messages);
    ByteBuf body = Unpooled.buffer(messages.readableBytes() + 256);
    PollAnswer.write(body, answer.cursor(), messages, answer.gaps());
    return new Response(200).body("application/json", body);
  }

  private Topic existing(String name) {
    Topic topic = topics.find(TopicName.require(name));
    if (topic == null || !topic.isVisible()) {
      throw notFound(name);
    }
    return topic;
  }

  private static ProblemException notFound(String name) {
    return new ProblemException(Problem.notFound("there is no topic " + name));
  }

  private static String json(Topic topic) {
    String subscribers = SUBSCRIBED.stream()
        .map(t -> "\"" + t.label() + "\":" + topic.subscribers(t))
        .collect(Collectors.joining(","));
    long messages = topic.heldMessages();
    return "{\"topic\":\"" + topic.name() + "\",\"messages\":" + messages
        + ",\"bytes\":" + topic.heldBytes()
        + ",\"first\":" + id(topic, messages == 0 ? null : topic.firstOffset())
        + ",\"last\":" + id(topic, messages == 0 ? null : topic.lastOffset())
        + ",\"subscribers\":{" + subscribers + "}}";
  }

  private static String id(Topic topic, @Nullable Long offset) {
    return offset == null ? "null" : "\"" + topic.position(offset).text() + "\"";
  }
}
