package dev.sluice.core.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageRangeTest {
  @Test
  void isBoundedByNumber() {
    MessageRange range = new MessageRange(2, 1000);

    assertThat(range.tryAdd(message(1, 1))).isTrue();
    assertThat(range.tryAdd(message(2, 1))).isTrue();
    assertThat(range.tryAdd(message(3, 1))).isFalse();
    assertThat(range.size()).isEqualTo(2);
    assertThat(range.newest().offset()).isEqualTo(2);
  }

  @Test
  void isBoundedByBytes() {
    MessageRange range = new MessageRange(10, 100);

    assertThat(range.tryAdd(message(1, 60))).isTrue();
    assertThat(range.tryAdd(message(2, 40))).isTrue();
    assertThat(range.tryAdd(message(3, 1))).isFalse();
    assertThat(range.bytes()).isEqualTo(100);
  }

  @Test
  void hasRoomForOneMessageOfAnySize() {
    MessageRange range = new MessageRange(10, 100);

    assertThat(range.tryAdd(message(1, 5000))).isTrue();
    assertThat(range.tryAdd(message(2, 0))).isFalse();
  }

  @Test
  void isEmptyAgainWhenCleared() {
    MessageRange range = new MessageRange(2, 100);
    range.tryAdd(message(1, 100));

    range.clear();

    assertThat(range.isEmpty()).isTrue();
    assertThat(range.bytes()).isZero();
    assertThat(range.tryAdd(message(2, 100))).isTrue();
    assertThat(range.get(0).offset()).isEqualTo(2);
  }

  private static Message message(long offset, int bytes) {
    return new Message(offset, 0, 0, 0, Publications.ofSize(bytes));
  }
}
