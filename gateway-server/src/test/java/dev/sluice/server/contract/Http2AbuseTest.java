package dev.sluice.server.contract;

import static dev.sluice.server.contract.harness.RawHttp2.CONTINUATION;
import static dev.sluice.server.contract.harness.RawHttp2.DATA;
import static dev.sluice.server.contract.harness.RawHttp2.END_HEADERS;
import static dev.sluice.server.contract.harness.RawHttp2.END_STREAM;
import static dev.sluice.server.contract.harness.RawHttp2.GOAWAY;
import static dev.sluice.server.contract.harness.RawHttp2.HEADERS;
import static dev.sluice.server.contract.harness.RawHttp2.PING;
import static dev.sluice.server.contract.harness.RawHttp2.PRIORITY;
import static dev.sluice.server.contract.harness.RawHttp2.RST_STREAM;
import static dev.sluice.server.contract.harness.RawHttp2.SETTINGS;
import static dev.sluice.server.contract.harness.RawHttp2.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.Logged;
import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawHttp2;
import dev.sluice.server.contract.harness.RawHttp2.Frame;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.http.RefusalLog;
import io.netty.util.internal.PlatformDependent;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who abuses HTTP/2 loses the stream or the connection, is counted by the reason, and costs others
 * on the same loop nothing: after each abuse they get the next message.
 */
@ContractTest
class Http2AbuseTest {
  private static final int STREAMS = 100;
  private static final int MAX_RESETS = 1000;
  private static final int MAX_SMALL_CONTINUATIONS = 16;
  private static final int MAX_QUEUED_ANSWERS = 1000;
  private static final int ENOUGH_TO_FILL_A_SOCKET = 10;
  private static final int ROOM_FOR_ANSWERS = 17;
  private static final int MANY = 100_000;
  private static final int RECEIVE_BUFFER = 16 * 1024;

  private static final int FLOW_CONTROL_ERROR = 3;
  private static final int REFUSED_STREAM = 7;
  private static final int ENHANCE_YOUR_CALM = 11;

  private static final String EVENTS = "/v1/topics/abused?transport=sse";
  private static final long BOUND = 24L << 20;

  @RegisterExtension
  static final Gateway gateway = Gateway.start(Settings.defaults()
      .set("sluice.event-loops", "1")
      .set("sluice.limits.http2-streams", Integer.toString(STREAMS)));

  private String topic;
  private List<Subscriber> bystanders;

  @BeforeEach
  void othersListen() {
    topic = gateway.newTopic();
    bystanders = List.of(
        Mode.SSE_RAW.subscribe(gateway.publicUrl(), List.of(topic), null),
        Mode.SSE_HTTP_2.subscribe(gateway.publicUrl(), List.of(topic), null));
  }

  @AfterEach
  void othersGetTheNextMessage() {
    gateway.backend().publish(topic, "unharmed");
    for (Subscriber bystander : bystanders) {
      assertThat(bystander.inbox().message().text()).isEqualTo("unharmed");
      bystander.close();
    }
  }

  @Test
  void endsAConnectionWhoseStreamsAreResetRapidly() {
    double before = refused("http2-flood");
    try (RawHttp2 client = open()) {
      client.send(resets(0, MAX_RESETS));
      client.settle();
      client.send(resets(MAX_RESETS, MAX_RESETS + 1));
      assertEnded(client, ENHANCE_YOUR_CALM);
    }
    awaitRefused("http2-flood", before + 1);
    gateway.backend().awaitSubscribers("abused", "sse", 0);
  }

  @Test
  void keepsAConnectionWhoseClientsAllLeaveAFewTimes() {
    try (RawHttp2 client = open()) {
      for (int round = 0; round < 5; round++) {
        client.send(resets(round * STREAMS, (round + 1) * STREAMS));
      }
      client.settle();
    }
  }

  @Test
  void endsAConnectionOfManyEmptyContinuations() {
    double before = refused("http2-flood");
    try (RawHttp2 client = open()) {
      client.send(HEADERS, END_STREAM, 1, RawHttp2.getFields(EVENTS, "*/*"));
      for (int i = 0; i <= MAX_SMALL_CONTINUATIONS; i++) {
        client.send(CONTINUATION, 0, 1);
      }
      assertEnded(client, ENHANCE_YOUR_CALM);
    }
    awaitRefused("http2-flood", before + 1);
  }

  @Test
  void endsAConnectionWhoseHeadersDoNotEnd() {
    double before = refused("http2-protocol");
    try (RawHttp2 client = open()) {
      client.send(HEADERS, END_STREAM, 1, RawHttp2.getFields(EVENTS, "*/*"));
      cutOff(client, RawHttp2.frame(CONTINUATION, 0, 1, new byte[16 * 1024]));
    }
    awaitRefused("http2-protocol", before + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {SETTINGS, PING})
  void endsAConnectionThatAsksAndDoesNotRead(int type) {
    double before = refused("http2-flood");
    String large = large();
    long memory = PlatformDependent.usedDirectMemory();
    try (RawHttp2 client = RawHttp2.open(connection(RECEIVE_BUFFER))) {
      client.send(SETTINGS, 0, 0, new byte[] {0, 4, 0x7f, -1, -1, -1}); // room for whole answers
      client.makeRoom(0, 1 << 30);
      ask(client, ENOUGH_TO_FILL_A_SOCKET, large);
      byte[] frame = RawHttp2.frame(type, 0, 0, new byte[type == PING ? 8 : 0]);
      cutOff(client, repeat(frame, MAX_QUEUED_ANSWERS));
    }
    awaitRefused("http2-flood", before + 1);
    assertThat(PlatformDependent.usedDirectMemory() - memory).isLessThan(BOUND);
  }

  @Test
  void endsAConnectionOfEmptyData() {
    double before = refused("http2-flood");
    try (RawHttp2 client = RawHttp2.webSocket(connection(0), "/v1/topics/abused", "sluice.v1")) {
      client.send(repeat(RawHttp2.frame(DATA, 0, 1, new byte[0]), 2));
      client.settle();
      client.send(RawHttp2.frame(DATA, 0, 1, new byte[0]));
      assertEnded(client, ENHANCE_YOUR_CALM);
    }
    awaitRefused("http2-flood", before + 1);
  }

  @Test
  void keepsNothingOfPriorities() {
    long memory = PlatformDependent.usedDirectMemory();
    try (RawHttp2 client = open()) {
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      for (int i = 0; i < MANY; i++) {
        frames.writeBytes(RawHttp2.frame(PRIORITY, 0, 2 * i + 3, new byte[] {0, 0, 0, 1, 7}));
      }
      client.send(frames.toByteArray());
      client.settle();
    }
    assertThat(PlatformDependent.usedDirectMemory() - memory).isLessThan(BOUND);
  }

  @Test
  void endsAConnectionWhoseWindowGrowsTooLarge() {
    double before = refused("http2-protocol");
    try (RawHttp2 client = open()) {
      client.send(repeat(RawHttp2.frame(WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 0, 1}), MANY));
      client.settle();
      client.makeRoom(0, Integer.MAX_VALUE);
      assertEnded(client, FLOW_CONTROL_ERROR);
    }
    awaitRefused("http2-protocol", before + 1);
  }

  @Test
  void refusesHeadersThatExpandToMuch() {
    double before = refused("headers-too-large");
    try (RawHttp2 client = open()) {
      client.send(HEADERS, END_HEADERS | END_STREAM, 1, bomb());
      assertThat(client.next(HEADERS).status()).isEqualTo("431");
      client.settle();
    }
    awaitRefused("headers-too-large", before + 1);
  }

  @Test
  void refusesOneStreamTooMany() {
    double before = refused("http2-streams");
    try (RawHttp2 client = open()) {
      ask(client, STREAMS + 1, EVENTS);
      Frame reset = client.next(RST_STREAM);
      assertThat(reset.stream()).isEqualTo(2 * STREAMS + 1);
      assertThat(reset.resetCode()).isEqualTo(REFUSED_STREAM);
      client.settle();
      assertThat(gateway.backend().subscribers("abused", "sse")).isEqualTo(STREAMS);
    }
    awaitRefused("http2-streams", before + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=0", "transport=sse", "transport=stream"})
  void holdsLittleForWhoAsksForMuchAndDoesNotRead(String parameter) {
    String large = large();
    long memory = PlatformDependent.usedDirectMemory();
    try (RawHttp2 client = RawHttp2.open(connection(RECEIVE_BUFFER))) {
      ask(client, STREAMS, large + "&" + parameter);
      client.settle();
      assertThat(PlatformDependent.usedDirectMemory() - memory).isLessThan(BOUND);
    }
  }

  @Test
  void answersTheOthersThatThereIsTooMuchToRead() {
    double before = refused("too-many-requests");
    try (RawHttp2 client = open()) {
      ask(client, STREAMS, large());
      client.settle();
      awaitRefused("too-many-requests", before + STREAMS - ROOM_FOR_ANSWERS);
    }
  }

  @Test
  void logsFloodsOnceAnInterval() {
    Settings settings = Settings.defaults().set("sluice.event-loops", "1");
    try (Gateway other = Gateway.start(settings);
        Logged logged = Logged.by(RefusalLog.class)) {
      for (int i = 0; i < 3; i++) {
        try (RawHttp2 client = RawHttp2.open(RawConnection.to(other.publicAddress()))) {
          client.send(HEADERS, END_STREAM, 1, RawHttp2.getFields(EVENTS, "*/*"));
          client.send(repeat(RawHttp2.frame(CONTINUATION, 0, 1, new byte[0]), 17));
          assertEnded(client, ENHANCE_YOUR_CALM);
        }
      }
      assertThat(logged.messages())
          .containsExactly("refused: http2-flood (and 0 times before this)");
    }
  }

  /** The address of all that a topic holds, nearly a megabyte. */
  private static String large() {
    String large = gateway.newTopic();
    for (int i = 0; i < 15; i++) {
      gateway.backend().publish(large, "x".repeat(64 * 1024));
    }
    return "/v1/topics/" + large + "?cursor=earliest";
  }

  private static void ask(RawHttp2 client, int times, String target) {
    for (int i = 0; i < times; i++) {
      client.get(2 * i + 1, target, "*/*");
    }
  }

  private static RawHttp2 open() {
    return RawHttp2.open(connection(0));
  }

  private static RawConnection connection(int receiveBuffer) {
    return RawConnection.to(gateway.publicAddress(), receiveBuffer);
  }

  /** Streams that are opened and reset at once, by their numbers from 0. */
  private static byte[] resets(int from, int to) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    byte[] fields = RawHttp2.getFields(EVENTS, "*/*");
    for (int i = from; i < to; i++) {
      frames.writeBytes(RawHttp2.frame(HEADERS, END_HEADERS | END_STREAM, 2 * i + 1, fields));
      frames.writeBytes(RawHttp2.frame(RST_STREAM, 0, 2 * i + 1, new byte[] {0, 0, 0, 8}));
    }
    return frames.toByteArray();
  }

  /**
   * A field that nearly fills the table of the decoder, and then a byte for each time it is meant.
   */
  private static byte[] bomb() {
    byte[] fields = RawHttp2.getFields(EVENTS, "*/*");
    ByteBuffer block = ByteBuffer.allocate(8 * 1024).put(fields);
    block.put(new byte[] {0x40, 1, 'x', 0x7f, (byte) 0xa1, 0x1e}); // 4000 bytes follow
    block.put("y".repeat(4000).getBytes(StandardCharsets.US_ASCII));
    while (block.hasRemaining()) {
      block.put((byte) 0xbe);
    }
    return block.array();
  }

  private static byte[] repeat(byte[] frame, int times) {
    ByteBuffer frames = ByteBuffer.allocate(frame.length * times);
    while (frames.hasRemaining()) {
      frames.put(frame);
    }
    return frames.array();
  }

  private static void assertEnded(RawHttp2 client, int code) {
    assertThat(client.next(GOAWAY).goAwayCode()).isEqualTo(code);
    client.awaitClosed();
  }

  /** Sends the same until the server takes no more. */
  private static void cutOff(RawHttp2 client, byte[] frames) {
    try {
      while (true) {
        client.send(frames);
      }
    } catch (UncheckedIOException closed) {
      // as it should be; where it is not, the test runs into its time-out
    }
  }

  private static double refused(String reason) {
    return gateway.backend().metrics().sum("sluice_refused_total", "reason=\"" + reason + "\"");
  }

  private static void awaitRefused(String reason, double expected) {
    Await.until(expected + " refused: " + reason, () -> refused(reason) == expected);
  }
}
