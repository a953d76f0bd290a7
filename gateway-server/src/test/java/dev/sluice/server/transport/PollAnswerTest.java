package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.time.GatewayClock;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.auth.ConfiguredAccess;
import dev.sluice.server.loop.LoopByHand;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is held after some positions, as one answer. */
class PollAnswerTest {
  private static final int MEBIBYTE = 1024 * 1024;

  private final LoopByHand loop = LoopByHand.begin();
  private final Starts starts =
      new Starts(loop.topics(), ConfiguredAccess.of(GatewayClock.SYSTEM), GatewayClock.SYSTEM);
  private final MessageRange range = new MessageRange(1000, MEBIBYTE);
  private final ByteBuf messages = Unpooled.buffer();

  @Test
  void isEmptyWhereNothingIsHeld() {
    PollAnswer answer = read(List.of("a", "b"), "earliest");

    assertThat(answer.isEmpty()).isTrue();
    assertThat(answer.cursor()).isEqualTo(cursor(List.of("a", "b"), null));
    assertThat(written(answer))
        .isEqualTo("{\"cursor\":\"" + answer.cursor() + "\",\"messages\":[]}");
  }

  @Test
  void holdsTheMessagesOfAllTopicsWithTheCursorBehindThem() {
    publish("a", "a1", "a2");
    publish("b", "b1");
    PollAnswer answer = read(List.of("a", "b"), "earliest");

    assertThat(answer.count()).isEqualTo(3);
    assertThat(data()).containsExactly("a1", "a2", "b1");
    assertThat(messages.toString(StandardCharsets.UTF_8))
        .doesNotStartWith(",")
        .doesNotEndWith(",")
        .contains("\"},{\"");
    assertThat(answer.cursor()).isEqualTo(cursor(List.of("a", "b"), null));
  }

  @Test
  void goesOnWhereTheCursorSays() {
    publish("a", "a1", "a2", "a3");
    String seen = loop.topics().topic("a").position(2).text();
    PollAnswer answer = read(List.of("a"), seen);

    assertThat(data()).containsExactly("a3");
    assertThat(answer.cursor()).isEqualTo(cursor(List.of("a"), null));
  }

  @Test
  void leavesTheRangeEmpty() {
    publish("a", "a1");
    read(List.of("a"), "earliest");

    assertThat(range.isEmpty()).isTrue();
  }

  @Test
  void tellsWhatWasMissed() {
    publish("a", "a1");
    String seen = cursor(List.of("a"), null);
    loop.topics().delete("a");
    publish("a", "again");
    PollAnswer answer = read(List.of("a"), seen);

    assertThat(answer.gaps()).hasSize(1);
    assertThat(answer.isEmpty()).isFalse();
    assertThat(data()).containsExactly("again");
    assertThat(written(answer))
        .startsWith("{\"cursor\":\"" + answer.cursor() + "\",\"messages\":[{\"topic\":\"a\",")
        .endsWith("}],\"gaps\":[" + Envelope.gap(answer.gaps().get(0)) + "]}");
  }

  @Test
  void tellsAGapWithNothingBehindIt() {
    publish("a", "a1");
    String seen = cursor(List.of("a"), null);
    loop.topics().delete("a");
    PollAnswer answer = read(List.of("a"), seen);

    assertThat(answer.gaps()).hasSize(1);
    assertThat(answer.cursor()).isEqualTo(loop.topics().topic("a").position(0).text());
  }

  @Test
  void stopsWhenItIsFullAndGoesOnWithTheNext() {
    List<String> topics = List.of("a", "b", "c");
    String half = "x".repeat(MEBIBYTE * 3 / 4);
    topics.forEach(topic -> publish(topic, half));
    PollAnswer first = read(topics, "earliest");
    assertThat(first.count()).isEqualTo(2);

    messages.clear();
    PollAnswer second = read(topics, first.cursor());
    assertThat(second.count()).isEqualTo(1);
    assertThat(second.cursor()).isEqualTo(cursor(topics, null));
  }

  @Test
  void isFullOfManySmallMessagesToo() {
    List<String> topics = IntStream.range(0, 500).mapToObj(i -> "topic-" + i).toList();
    String[] empty = new String[LoopByHand.MAX_MESSAGES];
    Arrays.fill(empty, "");
    topics.forEach(topic -> publish(topic, empty));

    int count = 0;
    String cursor = "earliest";
    for (int answers = 0; count < topics.size() * LoopByHand.MAX_MESSAGES; answers++) {
      messages.clear();
      PollAnswer answer = read(topics, cursor);
      assertThat(messages.readableBytes()).isLessThan(MEBIBYTE * 5 / 4);
      assertThat(answers).isLessThan(20);
      cursor = answer.cursor();
      count += answer.count();
    }
    assertThat(count).isEqualTo(topics.size() * LoopByHand.MAX_MESSAGES);
  }

  private PollAnswer read(List<String> topics, String cursor) {
    return PollAnswer.read(
        loop.topics(), starts.of(topics, cursor, Caller.ANONYMOUS), range, messages);
  }

  private String cursor(List<String> topics, @Nullable String cursor) {
    return Start.cursor(starts.of(topics, cursor, Caller.ANONYMOUS));
  }

  private void publish(String topic, String... texts) {
    for (String text : texts) {
      loop.append(topic, Published.text(text));
    }
  }

  private List<String> data() {
    List<String> data = new ArrayList<>();
    for (String part : messages.toString(StandardCharsets.UTF_8).split("\"data\":\"", -1)) {
      data.add(part.substring(0, part.indexOf('"')));
    }
    return data.subList(1, data.size());
  }

  private String written(PollAnswer answer) {
    ByteBuf out = Unpooled.buffer();
    return PollAnswer.write(out, answer.cursor(), messages, answer.gaps())
        .toString(StandardCharsets.UTF_8);
  }
}
