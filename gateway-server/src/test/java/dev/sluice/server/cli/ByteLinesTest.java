package dev.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteLinesTest {
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "a, <a>",
    "a\\n, <a>",
    "a\\nb, <a><b>",
    "a\\r\\nb\\r\\n, <a><b>",
    "\\n\\na, <><><a>",
    "a\\rb\\n, <a\\rb>",
    "\\r, <>",
  })
  void takesLinesApart(String text, String lines) throws IOException {
    assertThat(lines(unescaped(text))).isEqualTo(unescaped(lines));
  }

  private static String lines(String text) throws IOException {
    ByteLines lines =
        new ByteLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    List<String> all = new ArrayList<>();
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      all.add("<" + new String(line, StandardCharsets.ISO_8859_1) + ">");
    }
    return String.join("", all);
  }

  private static String unescaped(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n");
  }
}
