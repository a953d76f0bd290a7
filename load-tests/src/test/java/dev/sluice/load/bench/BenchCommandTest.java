package dev.sluice.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BenchCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir
  private Path folder;

  private int run(String... arguments) {
    return BenchCommand.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--transports ws,carrier-pigeon | is none of ws, sse, stream, longpoll, poll",
        "fan-in | is none of fan-out, many-topics, churn, storm, mixed, slow, soak",
        "--users 0 | --users is 0, but at least 1 is needed",
        "--users many | 'many' is not an int",
        "--rate 0 | --rate 0.0 is not between 0 and 1000000",
        "--rate 10,fast | 'fast' is not a double",
        "--duration 10 | is not a duration with a unit",
        "--duration 10ms | --duration is 10, but at least 1000 is needed",
        "--size 10 | --size 10 is not between 64 and 1048576 bytes",
        "--size 2MiB | is not between 64 and 1048576 bytes",
        "--topics 200 | --topics 200 is more than --users 100",
        "--url http://127.0.0.1:1 | --url and --internal-url go together",
        "--url ftp://a --internal-url http://a | --url ftp://a is not of the form http://HOST:PORT",
        "--url http://a:b --internal-url http://a | --url http://a:b is not of the form",
        "--pid 1 | --pid is for a gateway that is named by --url",
        "--url http://a --internal-url http://b --pid 2147483646 | there is no such process",
        "--url http://a --internal-url http://b --set x=y | are for a gateway that is started here",
        "--sped=3 | Unknown option",
      })
  void namesWhatCannotBeMeantInOneLine(String line, String expected) {
    int code = run(line.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(errors()).startsWith("error: ").contains(expected).doesNotContain("\tat ");
    assertThat(errors().lines().filter(each -> !each.startsWith("Try ")).count())
        .isEqualTo(1);
    assertThat(out.size()).isZero();
  }

  @Test
  void saysThatNobodyListensAndLeavesNoReport() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port;

    int code = run("--url", url, "--internal-url", url, "--out", folder.toString());

    assertThat(code).isEqualTo(1);
    assertThat(errors().lines().reduce((first, last) -> last).orElse(""))
        .isEqualTo("error: cannot connect to " + url + ": connection refused");
    assertThat(folder.resolve("comparison.json")).doesNotExist();
    assertThat(folder.resolve("comparison.html")).doesNotExist();
  }

  @Test
  void helpsWithEverySimulationAndOption() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "--transports", "--users", "--rate", "--duration", "--url", "--internal-url", "--pid")
        .contains("--out", "many-topics", "churn", "storm", "mixed", "slow", "soak");
  }

  @Test
  void readsUnits() {
    assertThat(new Quantities.DurationConverter().convert("1.5s").toMillis()).isEqualTo(1500);
    assertThat(new Quantities.DurationConverter().convert("250ms").toMillis()).isEqualTo(250);
    assertThat(new Quantities.DurationConverter().convert("2h").toMinutes()).isEqualTo(120);
    assertThat(new Quantities.SizeConverter().convert("16KiB")).isEqualTo(16_384);
    assertThat(new Quantities.SizeConverter().convert("128")).isEqualTo(128);
  }
}
