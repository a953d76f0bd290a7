package dev.sluice.server.transport.websocket;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.metrics.FanoutMetrics;
import dev.sluice.core.publish.IdempotencyWindow;
import dev.sluice.core.publish.LocalBackplane;
import dev.sluice.core.publish.Publisher;
import dev.sluice.core.time.GatewayClock;
import dev.sluice.core.topic.TopicRegistry;
import dev.sluice.server.Logged;
import dev.sluice.server.auth.Access;
import dev.sluice.server.auth.AccessDeniedException;
import dev.sluice.server.auth.Authenticator;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.auth.ConfiguredAccess;
import dev.sluice.server.contract.harness.RawJson;
import dev.sluice.server.contract.harness.RawWebSocket;
import dev.sluice.server.http.Cors;
import dev.sluice.server.limits.LimitRules;
import dev.sluice.server.limits.Limits;
import dev.sluice.server.limits.Quota;
import dev.sluice.server.payload.Publications;
import dev.sluice.server.transport.Starts;
import dev.sluice.server.transport.Subscriber;
import dev.sluice.server.transport.SubscriberTransport;
import dev.sluice.server.transport.websocket.CommandException.Code;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Whatever commands a client sends, each is answered once, in JSON and with its own id, and the
 * connection stays.
 */
class CommandFuzzTest {
  private static final int MAX_BYTES = 1000;
  private static final int MAX_COMMANDS = 20;
  private static final Access ACCESS =
      ConfiguredAccess.of(GatewayClock.SYSTEM, "sluice.auth.anonymous.publish=[\"a.**\"]");
  private static final List<String> CODES =
      Arrays.stream(Code.values()).map(Code::label).toList();

  /** One command a line. */
  @FuzzTest(maxDuration = "5m")
  void answersEachOnce(byte[] lines) {
    String[] commands = new String(lines, StandardCharsets.UTF_8).split("\n", MAX_COMMANDS);
    try (Logged logged = Logged.by("dev.sluice");
        Subscriber client = new Subscriber(CommandFuzzTest::anonymous)) {
      client.subscribes("/one", handshake());
      client.sent();
      for (String command : commands) {
        send(client, command);
        requireAnswer(ClientFrame.read(command.getBytes(StandardCharsets.UTF_8)), texts(client));
      }
      if (!client.channel().isOpen() || !logged.messages().isEmpty()) {
        throw new AssertionError("closed, or a failure: " + logged.messages());
      }
    }
  }

  private static void send(Subscriber client, String command) {
    byte[] text = command.getBytes(StandardCharsets.UTF_8);
    client.channel().receive(RawWebSocket.masked(0x80 | RawWebSocket.TEXT, text));
    client.turn();
  }

  private static void requireAnswer(ClientFrame frame, List<String> texts) {
    List<String> answers = texts.stream().filter(CommandFuzzTest::isAnswer).toList();
    if (answers.size() != 1) {
      throw new AssertionError(answers.size() + " answers: " + texts);
    }
    JsonNode answer = RawJson.tree(answers.get(0));
    String id = frame.id();
    if (id != null && !id.equals(RawJson.members(answers.get(0)).get("id"))) {
      throw new AssertionError(id + " is answered " + answer);
    }
    if (answer.has("error") && !CODES.contains(answer.path("error").path("code").textValue())) {
      throw new AssertionError("unknown code: " + answer);
    }
    if (answer.has("ok") && frame.fault() != null) {
      throw new AssertionError(frame.fault() + ", but " + answer);
    }
  }

  /** Messages, gaps and covering cursors come as they come. */
  private static boolean isAnswer(String text) {
    JsonNode frame = RawJson.tree(text);
    return frame.has("ok") != frame.has("error");
  }

  private static List<String> texts(Subscriber client) {
    byte[] sent = client.sent().getBytes(StandardCharsets.ISO_8859_1);
    EmbeddedChannel decoder =
        new EmbeddedChannel(new WebSocket13FrameDecoder(false, false, 1 << 20));
    decoder.writeInbound(Unpooled.wrappedBuffer(sent));
    List<String> texts = new ArrayList<>();
    for (WebSocketFrame frame = decoder.readInbound();
        frame != null;
        frame = decoder.readInbound()) {
      texts.add(((TextWebSocketFrame) frame).text());
      frame.release();
    }
    decoder.finishAndReleaseAll();
    return texts;
  }

  private static String[] handshake() {
    List<String> lines = new ArrayList<>(RawWebSocket.upgradeLines());
    lines.add("Sec-WebSocket-Protocol: sluice.v1");
    return lines.toArray(String[]::new);
  }

  private static SubscriberTransport anonymous(TopicRegistry topics, Subscriber.Counts counts) {
    WebSocketTransport transport = transport(topics, counts);
    LimitRules rules =
        new LimitRules(Quota.UNLIMITED, Quota.UNLIMITED, Quota.UNLIMITED, Duration.ofSeconds(1));
    Limits limits = new Limits(rules, GatewayClock.SYSTEM);
    return (exchange, request) -> {
      exchange.identify(Caller.ANONYMOUS);
      exchange.allowance(limits.allowance(null, null, ""));
      transport.accept(exchange, request);
    };
  }

  private static WebSocketTransport transport(TopicRegistry topics, Subscriber.Counts counts) {
    GatewayClock clock = GatewayClock.SYSTEM;
    IdempotencyWindow window = new IdempotencyWindow(Duration.ofMinutes(5), 10, clock);
    return new WebSocketTransport(
        topics,
        new Publisher(new LocalBackplane(topics), window, FanoutMetrics.NONE),
        new Publications(MAX_BYTES),
        new Starts(topics, ACCESS, clock),
        ACCESS,
        new OneToken(),
        () -> Cors.NONE,
        Duration.ofHours(1),
        5,
        false,
        counts,
        refusal -> {},
        ByteBufAllocator.DEFAULT);
  }

  /** Knows one token, of nobody. */
  private static final class OneToken implements Authenticator {
    @Override
    public boolean takesTokens() {
      return true;
    }

    @Override
    public CompletableFuture<Caller> authenticate(String token) {
      return token.equals("good")
          ? CompletableFuture.completedFuture(Caller.ANONYMOUS)
          : CompletableFuture.failedFuture(AccessDeniedException.badToken("it is no good"));
    }
  }
}
