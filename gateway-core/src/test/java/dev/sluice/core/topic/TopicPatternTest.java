package dev.sluice.core.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPatternTest {
  @ParameterizedTest
  @CsvSource({
    "a, a, true",
    "a, b, false",
    "a, a.b, false",
    "a, aa, false",
    "prices.eur, prices.eur, true",
    "prices.eur, prices.eur.x, false",
    "*, a, true",
    "*, a.b, false",
    "prices.*, prices.eur, true",
    "prices.*, prices, false",
    "prices.*, prices.eur.x, false",
    "*.eur, prices.eur, true",
    "*.eur, prices.usd, false",
    "a.*.c, a.b.c, true",
    "a.*.c, a.c, false",
    "*.*, a.b, true",
    "*.*, a, false",
    "**, a, true",
    "**, a.b.c, true",
    "a.**, a, true",
    "a.**, a.b, true",
    "a.**, a.b.c.d, true",
    "a.**, ab, false",
    "a.**, b.a, false",
    "*.**, a, true",
    "*.**, a.b, true",
    "a.*.**, a, false",
    "a.*.**, a.b, true",
    "a.*.**, a.b.c, true",
  })
  void matchesSegmentBySegment(String pattern, String topic, boolean matches) {
    assertThat(new TopicPattern(pattern).matches(topic)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "a.", ".a", "a..b", "a*", "*a", "a.**.b", "**.a", "***", "a b", "?"})
  void refusesWildcardsThatAreNoWholeSegment(String pattern) {
    assertThatThrownBy(() -> new TopicPattern(pattern))
        .isInstanceOf(InvalidTopicException.class)
        .hasMessage(
            "topic pattern \"" + pattern + "\": a segment is a name, * or, as the last one, **");
  }
}
