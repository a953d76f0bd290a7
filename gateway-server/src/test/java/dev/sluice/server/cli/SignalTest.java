package dev.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real processes and real signals. */
@Timeout(60)
class SignalTest {
  /** What the launcher runs, but with a gateway that only says it runs. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) {
      System.exit(GatewayCommand.run(
          arguments, new FakeGateway(() -> {}, () -> System.out.println("reloaded"))));
    }
  }

  @Test
  void drainsOnSigtermAndEndsWithZero() throws Exception {
    Process process = start("serve", "--port", "0", "--internal-port", "0");
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ready public=0.0.0.0:1001 internal=127.0.0.1:1002");

      process.toHandle().destroy(); // SIGTERM

      assertThat(process.waitFor()).isZero();
      assertThat(out.readLine()).isNull();
    }
    assertThat(errors(process)).isEmpty();
  }

  @Test
  void readsItsConfigurationAgainOnSighupAndStays() throws Exception {
    Process process = start("serve", "--port", "0", "--internal-port", "0");
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).startsWith("ready ");

      for (int i = 0; i < 2; i++) {
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
        assertThat(out.readLine()).isEqualTo("reloaded");
      }

      process.toHandle().destroy();
      assertThat(process.waitFor()).isZero();
    }
    assertThat(errors(process)).isEmpty();
  }

  @Test
  void endsWithTheCodeOfAFailure() throws Exception {
    Process process = start("serve", "--port", "none");

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(errors(process)).startsWith("error: --port: ").hasLineCount(1);
  }

  @Test
  void saysWhereToResumeOnSigterm() throws Exception {
    try (GatewayStandIn gateway = new GatewayStandIn(Answer.json(
        200,
        "{\"cursor\":\"c1\",\"messages\":[{\"topic\":\"a\",\"id\":\"c1\",\"data\":\"grüße\"}]}"))) {
      Process process = start(
          "subscribe", "a", "--transport", "poll", "--interval", "1h", "--url", gateway.url());
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        assertThat(out.readLine()).isEqualTo("grüße");

        process.toHandle().destroy(); // SIGTERM

        assertThat(process.waitFor()).isZero();
      }
      assertThat(errors(process)).isEqualTo("cursor: c1\n");
    }
  }

  private static String errors(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        System.getProperty("java.home") + "/bin/java",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName()));
    command.addAll(Stream.of(arguments).toList());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }
}
