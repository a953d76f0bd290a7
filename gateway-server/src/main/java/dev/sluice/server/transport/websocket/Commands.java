package dev.sluice.server.transport.websocket;

import com.fasterxml.jackson.core.JsonParser;
import dev.sluice.core.fanout.Subscription;
import dev.sluice.core.publish.Publisher;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.TopicName;
import dev.sluice.core.topic.TopicRegistry;
import dev.sluice.core.topic.TopicRegistry.Appended;
import dev.sluice.server.auth.Access;
import dev.sluice.server.auth.Act;
import dev.sluice.server.payload.Json;
import dev.sluice.server.payload.Publications;
import dev.sluice.server.payload.PublishRequest;
import dev.sluice.server.payload.PublishRequestReader;
import dev.sluice.server.transport.PollAnswer;
import dev.sluice.server.transport.Start;
import dev.sluice.server.transport.Starts;
import dev.sluice.server.transport.websocket.CommandException.Code;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The commands of sluice.v1. Each gives what {@code ok} holds. Stateless, any loop.
 *
 * @param maxSubscriptions that one connection may have
 */
record Commands(
    TopicRegistry topics,
    Starts starts,
    Publisher publisher,
    Publications publications,
    Access access,
    int maxSubscriptions) {

  String run(WebSocketConnection connection, ClientFrame frame) {
    return switch (frame.command()) {
      case "subscribe" -> subscribe(connection, Arguments.read(frame.arguments()));
      case "unsubscribe" -> unsubscribe(connection, Arguments.read(frame.arguments()));
      case "publish" -> publish(connection, frame.arguments());
      case "history" -> history(connection, Arguments.read(frame.arguments()));
      case "ping" -> "{}";
      default ->
        throw new CommandException(
            Code.BAD_REQUEST,
            "a command is one of subscribe, unsubscribe, publish, history, ping, auth");
    };
  }

  private String subscribe(WebSocketConnection connection, Arguments arguments) {
    String topic = TopicName.require(arguments.topic());
    access.require(connection.caller(), Act.SUBSCRIBE, topic);
    if (connection.subscriptions().find(topic) != null) {
      throw new CommandException(Code.ALREADY_SUBSCRIBED, "topic " + topic + " is subscribed to");
    }
    if (connection.subscriptions().size() >= maxSubscriptions) {
      throw new CommandException(
          Code.TOO_MANY, "a connection has at most " + maxSubscriptions + " subscriptions");
    }
    List<Start> begin = starts.of(List.of(topic), arguments.cursor(), connection.caller());
    connection.allowance().subscribe(1);
    connection.subscriptions().begin(connection.loop().fanout(), begin, connection);
    connection.trace("subscribed", () -> topic);
    return "{\"topic\":\"" + topic + "\",\"cursor\":\"" + Start.cursor(begin) + "\"}";
  }

  private String unsubscribe(WebSocketConnection connection, Arguments arguments) {
    Subscription<ByteBuf> subscription =
        connection.subscriptions().find(TopicName.require(arguments.topic()));
    if (subscription == null) {
      throw new CommandException(
          Code.NOT_SUBSCRIBED, "topic " + arguments.topic() + " is not subscribed to");
    }
    connection.subscriptions().end(subscription);
    connection.trace("unsubscribed", arguments::topic);
    connection.allowance().unsubscribe(1);
    return "{}";
  }

  private String publish(WebSocketConnection connection, byte[] arguments) {
    PublishRequest request = publishRequest(arguments);
    String topic = TopicName.require(request.topics().get(0));
    access.require(connection.caller(), Act.PUBLISH, topic);
    connection.allowance().publish(request.publication().data().length);
    Appended appended = publisher.publish(topic, request.publication(), null);
    return "{\"topic\":\"" + topic + "\",\"id\":\"" + appended.id() + "\"}";
  }

  private PublishRequest publishRequest(byte[] arguments) {
    try (JsonParser parser = Json.parser(arguments, 0, arguments.length)) {
      parser.nextToken();
      return PublishRequestReader.forOneTopic(publications).read(parser, arguments, 0);
    } catch (IOException e) {
      throw Json.invalid(e);
    }
  }

  private String history(WebSocketConnection connection, Arguments arguments) {
    String topic = TopicName.require(arguments.topic());
    access.require(connection.caller(), Act.HISTORY, topic);
    String cursor = arguments.cursor() == null ? "earliest" : arguments.cursor();
    List<Start> begin = starts.of(List.of(topic), cursor, connection.caller());
    ByteBuf messages = Unpooled.buffer();
    ByteBuf object = Unpooled.buffer();
    try {
      MessageRange range = new MessageRange(arguments.limit(), PollAnswer.MAX_BYTES);
      PollAnswer answer = PollAnswer.read(topics, begin, range, messages);
      PollAnswer.write(object, answer.cursor(), messages, answer.gaps());
      return object.toString(StandardCharsets.UTF_8);
    } finally {
      messages.release();
      object.release();
    }
  }
}
