package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cursors as entity tags. */
class EntityTagTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "none            | none",
        "``              | none",
        "*               | none",
        "\"\"            | none",
        "\"              | none",
        "\"abc           | none",
        "abc             | none",
        "\"abc\"         | abc",
        "W/\"abc\"       | abc",
        "` \"abc\" `     | abc",
        "\"abc\", \"de\" | abc",
        "\"a.b-c_1\"     | a.b-c_1"
      })
  void givesTheFirstCursor(@Nullable String ifNoneMatch, @Nullable String cursor) {
    assertThat(EntityTag.cursorOf(ifNoneMatch)).isEqualTo(cursor);
  }

  @Test
  void readsWhatItWrites() {
    assertThat(EntityTag.of("abc")).isEqualTo("\"abc\"");
    assertThat(EntityTag.cursorOf(EntityTag.of("abc"))).isEqualTo("abc");
  }
}
