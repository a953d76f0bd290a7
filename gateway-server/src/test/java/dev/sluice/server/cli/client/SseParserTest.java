package dev.sluice.server.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseParserTest {
  private final SseParser parser = new SseParser();

  @Test
  void joinsDataWithLineFeeds() {
    assertThat(blocks("data: a", "data:b", "data:  c", "data", ""))
        .containsExactly(new SseBlock("a\nb\n c\n", null));
  }

  @Test
  void takesTheIdOfItsBlockOnly() {
    assertThat(blocks("id: 1", "data: a", "", "data: b", "", "data: c", "id", ""))
        .containsExactly(new SseBlock("a", "1"), new SseBlock("b", null), new SseBlock("c", ""));
  }

  @Test
  void reportsAnIdWithoutData() {
    assertThat(blocks("retry: 2000", "id: 7", "")).containsExactly(new SseBlock(null, "7"));
  }

  @Test
  void passesOverCommentsAndWhatItDoesNotKnow() {
    assertThat(blocks(": hello", "retry: 1", "", ":", "", "event: gap", "")).isEmpty();
    assertThat(blocks("datas: x", " data: x", "data: a", ""))
        .containsExactly(new SseBlock("a", null));
  }

  @Test
  void passesOverAnIdWithANullCharacter() {
    assertThat(blocks("id: a\0b", "data: x", "")).containsExactly(new SseBlock("x", null));
  }

  @Test
  void passesOverAByteOrderMarkAtTheStartOnly() {
    assertThat(blocks("\uFEFFdata: a", "", "\uFEFFdata: b", ""))
        .containsExactly(new SseBlock("a", null));
  }

  @Test
  void keepsWhatIsNotEndedToItself() {
    assertThat(blocks("data: a")).isEmpty();
  }

  private List<SseBlock> blocks(String... lines) {
    List<SseBlock> blocks = new ArrayList<>();
    for (String line : lines) {
      SseBlock block = parser.accept(line);
      if (block != null) {
        blocks.add(block);
      }
    }
    return blocks;
  }
}
