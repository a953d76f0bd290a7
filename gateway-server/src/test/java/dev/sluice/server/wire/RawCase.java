package dev.sluice.server.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A request as bytes, and the status of its answer: a line of a table. */
record RawCase(String name, int status, String bytes) {
  private static final String GET = "GET /v1/topics/a?wait=0 HTTP/1.1\r\n";
  private static final Map<String, String> WORDS = Map.of(
      "{G}",
      GET,
      "{GH}",
      GET + "Host: x\r\n",
      "{G10}",
      GET.replace("1.1", "1.0"),
      "{CHUNKED}",
      GET + "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  private static final Pattern REPETITION = Pattern.compile("\\{([0-9]+)\\*([^}]*)}");
  private static final Pattern CODE = Pattern.compile("\\\\u([0-9a-f]{4})");

  static Stream<RawCase> read(String table) throws IOException {
    try (InputStream in = RawCase.class.getResourceAsStream(table)) {
      byte[] all = Objects.requireNonNull(in, table).readAllBytes();
      String text = new String(all, StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(RawCase::parse);
    }
  }

  private static RawCase parse(String line) {
    String[] cells = line.split(" \\| ", 3);
    return new RawCase(cells[1], Integer.parseInt(cells[0]), bytes(cells[2]));
  }

  private static String bytes(String text) {
    String all = text;
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      all = all.replace(word.getKey(), word.getValue());
    }
    all = all.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
    all = CODE.matcher(all)
        .replaceAll(code -> Character.toString((char) Integer.parseInt(code.group(1), 16)));
    return REPETITION
        .matcher(all)
        .replaceAll(each -> each.group(2).repeat(Integer.parseInt(each.group(1))));
  }

  @Override
  public String toString() {
    return name;
  }
}
