package dev.sluice.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.load.Samples;
import dev.sluice.load.measure.Measurement;
import dev.sluice.load.plan.Transport;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

final class OutputsTest {
  private static final Machine MACHINE = new Machine(2, "a <processor>", "Linux 6", "Java 25");

  @TempDir
  private Path folder;

  private static Comparison comparison(double... rates) {
    List<Measurement> runs = new ArrayList<>();
    for (double rate : rates) {
      for (Transport transport : Transport.values()) {
        runs.add(Samples.run(transport, rate, 1 + transport.ordinal(), 10, 0.2));
      }
    }
    return Comparison.of(runs, MACHINE, "bin/gateway bench --rate \"<10>\"");
  }

  @Test
  void writesAllFiguresAsJson() throws IOException {
    Outputs outputs = new Outputs(folder);

    outputs.write(comparison(10));

    JsonNode json = new ObjectMapper().readTree(outputs.json().toFile());
    assertThat(json.path("rows")).hasSize(5);
    JsonNode ws = json.path("rows").path(0);
    assertThat(ws.path("transport").asText()).isEqualTo("ws");
    assertThat(ws.path("latency").path("p99").asDouble()).isEqualTo(10);
    assertThat(ws.path("deliveriesPerSecond").asDouble()).isEqualTo(1000);
    assertThat(ws.path("requestsPerDelivery").asDouble()).isEqualTo(0.05);
    assertThat(ws.path("bytesPerDelivery").asDouble()).isEqualTo(132);
    assertThat(ws.path("cpuMillisPerThousand").asDouble()).isEqualTo(20);
    assertThat(ws.path("residentPerConnection").asDouble()).isEqualTo(40_960);
    assertThat(ws.path("joinsPerSecond").asDouble()).isEqualTo(200);
    assertThat(json.path("advice")).isNotEmpty();
    assertThat(json.path("runs").path(4).path("plan").path("transports").path(0).asText())
        .isEqualTo("poll");
  }

  @Test
  void writesAPageThatNeedsNothingElse() throws IOException {
    Outputs outputs = new Outputs(folder);

    outputs.write(comparison(10));

    String page = Files.readString(outputs.page());
    assertThat(page)
        .contains("<title>Which transport: measured</title>", "WebSocket", "suits this load")
        .contains("a &lt;processor&gt;", "--rate &quot;&lt;10&gt;&quot;")
        .doesNotContain("<script", "href=", "src=")
        .endsWith("</html>\n");
    assertThat(page.split("<svg ", -1)).hasSize(4);
    assertThat(page.split("<tr>", -1)).hasSize(1 + 1 + 5);
  }

  @Test
  void drawsBarsForOneRateAndCurvesForSeveral() throws Exception {
    Plots one = Plots.of(comparison(10));
    Plots several = Plots.of(comparison(10, 50, 200));

    assertThat(one.cpu().split("<rect ", -1)).hasSize(1 + 1 + 5);
    assertThat(one.cpu()).doesNotContain("<polyline");
    assertThat(several.cpu().split("<polyline ", -1)).hasSize(1 + 5);
    assertThat(several.latency()).contains("at 200 messages/s");
    for (String plot : List.of(one.latency(), one.cpu(), several.bytes(), several.latency())) {
      assertThat(DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(plot)))
              .getDocumentElement()
              .getTagName())
          .isEqualTo("svg");
    }
  }

  @Test
  void removesWhatAnEarlierCommandLeft() throws IOException {
    Outputs outputs = new Outputs(folder);
    outputs.write(comparison(10));

    outputs.removeOld();

    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void showsATableForEachRate() {
    String text = TerminalTable.of(comparison(10, 50));

    assertThat(text)
        .contains("fan-out: 100 subscribers of each transport, one topic, messages of 128 bytes")
        .contains("at 10 messages/s\n", "at 50 messages/s\n")
        .containsPattern("WebSocket +1\\.00 +5\\.50 +10\\.0 +20\\.0 +1,000 +0\\.050 +132 +20\\.0");
  }

  @Test
  void showsWhatIsUnknownAsADash() {
    Comparison unknown = Comparison.of(
        List.of(Samples.run(Transport.SSE, 10, 1, 2, null)), MACHINE, "bin/gateway bench");

    assertThat(TerminalTable.of(unknown)).containsPattern("SSE .* 132 +– ");
    assertThat(Plots.of(unknown).cpu()).contains("–");
  }
}
