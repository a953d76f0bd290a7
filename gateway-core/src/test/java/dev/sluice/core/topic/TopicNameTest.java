package dev.sluice.core.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNameTest {
  private static final String ALLOWED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:@~+=,";

  @ParameterizedTest
  @ValueSource(strings = {"a", "prices.eur", "a.b.c.d", "_-:@~+=,", "0", "A.z.9", "user:1@host"})
  void acceptsNamesByTheRules(String name) {
    assertThat(TopicName.fault(name)).isNull();
    assertThat(TopicName.require(name)).isSameAs(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''        | a topic has 1 to 255 characters, this one has none",
        "'.'       | segment at character 0 is empty",
        "'.a'      | segment at character 0 is empty",
        "'a..b'    | segment at character 2 is empty",
        "'a.'      | the last segment is empty",
        "'a b'     | character 1 is not one of A-Z a-z 0-9 _ - . : @ ~ + = ,",
        "'a/b'     | character 1 is not one of A-Z a-z 0-9 _ - . : @ ~ + = ,",
        "'a.*'     | character 2 is not one of A-Z a-z 0-9 _ - . : @ ~ + = ,",
        "'caf\u00e9' | character 3 is not one of A-Z a-z 0-9 _ - . : @ ~ + = ,",
        "'\u20ac'  | character 0 is not one of A-Z a-z 0-9 _ - . : @ ~ + = ,",
      })
  void saysWhatIsWrong(String name, String fault) {
    assertThat(TopicName.fault(name)).isEqualTo(fault);
    assertThatThrownBy(() -> TopicName.require(name))
        .isInstanceOf(InvalidTopicException.class)
        .hasMessage("topic \"" + name + "\": " + fault);
  }

  @Test
  void acceptsExactlyTheListedCharacters() {
    for (char c = 0; c < 0x250; c++) {
      boolean valid = TopicName.fault("a" + c + "b") == null;
      assertThat(valid).as("character %d", (int) c).isEqualTo(ALLOWED.indexOf(c) >= 0);
    }
  }

  @Test
  void hasAtMost255Characters() {
    assertThat(TopicName.fault("a".repeat(255))).isNull();
    assertThat(TopicName.fault("a".repeat(256)))
        .isEqualTo("a topic has 1 to 255 characters, this one has 256");
  }
}
