package dev.sluice.server.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.topic.DataKind;
import dev.sluice.core.topic.Publication;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of data by its content type, and what of it is refused. */
class PublicationsTest {
  private static final byte[] NOT_UTF8 = {(byte) 0xff, (byte) 0xfe};

  private final Publications publications = new Publications(100);

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      value = {
        // content type                    | of JSON | of UTF-8 | of other bytes
        "none                              | TEXT    | TEXT    | BINARY",
        "''                                | TEXT    | TEXT    | BINARY",
        "application/x-www-form-urlencoded | TEXT    | TEXT    | BINARY",
        "text/plain                        | TEXT    | TEXT    | BINARY",
        "text/html; charset=utf-8          | TEXT    | TEXT    | BINARY",
        "application/json                  | JSON    | refused | refused",
        "APPLICATION/JSON; charset=utf-8   | JSON    | refused | refused",
        "' application/json ;x=1'          | JSON    | refused | refused",
        "application/problem+json          | JSON    | refused | refused",
        "application/LD+JSON               | JSON    | refused | refused",
        "application/x-ndjson              | BINARY  | BINARY  | BINARY",
        "application/octet-stream          | BINARY  | BINARY  | BINARY",
        "application/xml                   | BINARY  | BINARY  | BINARY",
        "image/png                         | BINARY  | BINARY  | BINARY",
        "application/jsonp                 | BINARY  | BINARY  | BINARY",
        "nonsense                          | BINARY  | BINARY  | BINARY",
      })
  void takesDataForWhatItsTypeSays(
      @Nullable String contentType, String ofJson, String ofText, String ofBytes) {
    assertThat(kind(contentType, utf8("{\"a\":1}"))).isEqualTo(ofJson);
    assertThat(kind(contentType, utf8("grüß dich"))).isEqualTo(ofText);
    assertThat(kind(contentType, NOT_UTF8)).isEqualTo(ofBytes);
  }

  private String kind(@Nullable String contentType, byte[] data) {
    try {
      return publications.of(contentType, null, data).kind().name();
    } catch (InvalidPayloadException e) {
      return "refused";
    }
  }

  @Test
  void keepsDataTypeAndEventAsTheyCame() {
    byte[] data = utf8(" [1.0] ");

    Publication publication = publications.of("Application/JSON; a=b", "tick ä", data);

    assertThat(publication.contentType()).isEqualTo("Application/JSON; a=b");
    assertThat(publication.event()).isEqualTo("tick ä");
    assertThat(publication.data()).isSameAs(data);
  }

  @Test
  void takesDataUpToTheLimit() {
    assertThat(publications.of(null, null, new byte[100]).data()).hasSize(100);
    assertThat(publications.ofText(new byte[100]).kind()).isEqualTo(DataKind.TEXT);
    assertThat(publications.ofBinary(null, new byte[100]).kind()).isEqualTo(DataKind.BINARY);
    assertThat(publications.ofBase64(null, base64(100)).data()).hasSize(100);
    assertThat(publications.of(null, null, new byte[0]).kind()).isEqualTo(DataKind.TEXT);
  }

  @Test
  void refusesDataAboveTheLimitAndSaysIt() {
    byte[] tooLarge = new byte[101];

    assertTooLarge(() -> publications.of("image/png", null, tooLarge));
    assertTooLarge(() -> publications.of("application/json", null, tooLarge));
    assertTooLarge(() -> publications.ofJson(null, tooLarge));
    assertTooLarge(() -> publications.ofText(tooLarge));
    assertTooLarge(() -> publications.ofBinary(null, tooLarge));
    assertTooLarge(() -> publications.ofBase64(null, base64(101)));
  }

  private static void assertTooLarge(Runnable publish) {
    assertThatThrownBy(publish::run)
        .isInstanceOfSatisfying(
            PayloadTooLargeException.class, e -> assertThat(e.limitBytes()).isEqualTo(100))
        .hasMessageContaining("100 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tick", "a b", "ä😀", " ", "\u0080", "event: x"})
  void takesAnEventOfOneLine(String event) {
    assertThat(publications.ofBinary(event, NOT_UTF8).event()).isEqualTo(event);
    assertThat(publications.ofJson(event, utf8("1")).event()).isEqualTo(event);
    assertThat(publications.of(null, event, NOT_UTF8).event()).isEqualTo(event);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "\r", "\u0000", "\t", "\u001f", "\u007f"})
  void refusesAnEventWithControlCharacters(String event) {
    assertThatThrownBy(() -> publications.ofBinary(event, NOT_UTF8))
        .isInstanceOf(InvalidPayloadException.class)
        .hasMessageContaining("no control characters");
  }

  @Test
  void boundsTheLengthOfAnEvent() {
    assertThat(publications.ofBinary("e".repeat(255), NOT_UTF8).event()).hasSize(255);
    assertThatThrownBy(() -> publications.ofBinary("e".repeat(256), NOT_UTF8))
        .isInstanceOf(InvalidPayloadException.class)
        .hasMessageContaining("255");
  }

  @Test
  void takesAnEmptyEventForNone() {
    assertThat(publications.of(null, "", NOT_UTF8).event()).isNull();
  }

  @Test
  void boundsTheLengthOfAContentType() {
    String longest = "a/" + "b".repeat(253);

    assertThat(publications.of(longest, null, NOT_UTF8).contentType()).isEqualTo(longest);
    assertThatThrownBy(() -> publications.of(longest + "b", null, NOT_UTF8))
        .isInstanceOf(InvalidPayloadException.class)
        .hasMessageContaining("255");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ab=c", "____", "YQ==YQ==", "Y Q==", "YQ=\n="})
  void refusesWhatIsNotBase64(String base64) {
    assertThatThrownBy(() -> publications.ofBase64(null, base64))
        .isInstanceOf(InvalidPayloadException.class)
        .hasMessage("data_base64 is not base64");
  }

  private static String base64(int bytes) {
    return Base64.getEncoder().encodeToString(new byte[bytes]);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
