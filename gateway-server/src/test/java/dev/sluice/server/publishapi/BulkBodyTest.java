package dev.sluice.server.publishapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.Logged;
import dev.sluice.server.http.OneRequest;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Problems;
import dev.sluice.server.payload.InvalidPayloadException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A body with an object a line. */
class BulkBodyTest {
  private static final int MAX_LINE_BYTES = 20;
  private static final int MAX_BYTES = 100;

  @AutoClose
  private final OneRequest request = OneRequest.of("GET", "/");

  private final List<String> published = new ArrayList<>();
  private final BulkBody body = body(request);

  private BulkBody body(OneRequest of) {
    return new BulkBody(of.exchange(), this::publish, MAX_LINE_BYTES, MAX_BYTES);
  }

  private void publish(byte[] bytes, int length, ByteBuf answer) {
    String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
    if (line.startsWith("bad")) {
      throw new InvalidPayloadException("it is \"bad\"");
    }
    if (line.startsWith("bug")) {
      throw new IllegalStateException("a bug");
    }
    published.add(line);
    answer.writeCharSequence("<" + line.strip() + ">", StandardCharsets.UTF_8);
  }

  @Test
  void publishesEachLineAndAnswersInTheirOrder() {
    receive("a\nb\nc\n");
    body.onEnd();

    assertThat(published).containsExactly("a", "b", "c");
    assertThat(answer()).containsExactly("<a>", "<b>", "<c>");
  }

  @Test
  void publishesALineAsSoonAsItIsThere() {
    receive("a\nb");
    assertThat(published).containsExactly("a");

    receive("b\n");
    assertThat(published).containsExactly("a", "bb");
  }

  @Test
  void takesLinesCutAnywhere() {
    String text = "one\r\n\n  \r\ntwo ä\nthree";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      published.clear();
      try (OneRequest own = OneRequest.of("GET", "/")) {
        BulkBody ownBody = body(own);
        ownBody.onBytes(Unpooled.wrappedBuffer(bytes, 0, cut));
        ownBody.onBytes(Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut));
        ownBody.onEnd();

        assertThat(published).as("cut at %d", cut).containsExactly("one\r", "two ä", "three");
      }
    }
  }

  @Test
  void takesLinesByteByByte() {
    for (char c : "a\r\nbc\n\nd".toCharArray()) {
      receive(String.valueOf(c));
    }
    body.onEnd();

    assertThat(answer()).containsExactly("<a>", "<bc>", "<d>");
  }

  @Test
  void answersABadLineAndGoesOn() {
    receive("a\nbad\nb\n");
    body.onEnd();

    assertThat(answer())
        .containsExactly(
            "<a>", "{\"error\":{\"status\":400,\"detail\":\"it is \\\"bad\\\"\"}}", "<b>");
  }

  @Test
  void answersALineThatIsTooLongAndGoesOn() {
    receive("x".repeat(MAX_LINE_BYTES) + "\n" + "y".repeat(MAX_LINE_BYTES + 1) + "\nz\n");
    body.onEnd();

    assertThat(published).containsExactly("x".repeat(MAX_LINE_BYTES), "z");
    assertThat(answer().get(1))
        .isEqualTo("{\"error\":{\"status\":413,\"detail\":"
            + "\"the line is larger than the limit of 20 bytes\"}}");
  }

  @Test
  void logsABugAndSaysNothingOfIt() {
    try (Logged logged = Logged.by(Problems.class)) {
      receive("bug\na\n");
      body.onEnd();
      assertThat(logged.messages()).hasSize(1);
    }
    List<String> answer = answer();

    assertThat(answer.get(0)).startsWith("{\"error\":{\"status\":500,").doesNotContain("a bug");
    assertThat(answer.get(1)).isEqualTo("<a>");
  }

  @Test
  void answersAnEmptyBodyWithNothing() {
    body.onEnd();

    assertThat(answer()).isEmpty();
  }

  @Test
  void refusesABodyByItsAnnouncedLength() {
    body.onLength(MAX_BYTES);
    assertThatThrownBy(() -> body.onLength(MAX_BYTES + 1))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(413));
  }

  @Test
  void tellsWhatWasPublishedOfABodyThatBecomesTooLarge() {
    receive("a\nb\n" + " ".repeat(MAX_BYTES - 4));
    receive("c");
    String answer = request.answer();

    assertThat(answer).startsWith("HTTP/1.1 200 ").contains("Connection: close\r\n");
    assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4).lines())
        .hasSize(3)
        .startsWith("<a>", "<b>")
        .last()
        .asString()
        .startsWith("{\"error\":{\"status\":413,");
    assertThat(published).containsExactly("a", "b");
  }

  private void receive(String text) {
    body.onBytes(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }

  private List<String> answer() {
    String answer = request.answer();
    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .contains("Content-Type: application/x-ndjson\r\n")
        .doesNotContain("Connection: close");
    return answer.substring(answer.indexOf("\r\n\r\n") + 4).lines().toList();
  }
}
