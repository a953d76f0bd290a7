package dev.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
  private final CommandRun command = new CommandRun();
  private final FakeGateway gateway = new FakeGateway(command::terminate);

  @Test
  void saysWhenItIsReadyAndDrainsOnASignal() {
    int code = command.starter(gateway).run("serve", "--port", "0", "--internal-port", "0");

    assertThat(code).isZero();
    assertThat(command.out()).isEqualTo("ready public=0.0.0.0:1001 internal=127.0.0.1:1002\n");
    assertThat(command.err()).isEmpty();
    assertThat(gateway.isDrained()).isTrue();
    assertThat(command.hasTerminationWork()).isFalse();
  }

  @Test
  void putsIpv6HostsInBrackets() {
    command
        .starter(gateway)
        .run("serve", "--set", "sluice.public.host=::", "--set", "sluice.internal.host=::1");

    assertThat(command.out()).isEqualTo("ready public=[::]:8080 internal=[::1]:8081\n");
  }

  @Test
  void takesPortsFromItsOptionsFirst() {
    command
        .starter(gateway)
        .environment("SLUICE_INTERNAL_PORT", "7")
        .run("serve", "--port", "5", "--set", "sluice.public.port=6");

    assertThat(gateway.config().publicListener().port()).isEqualTo(5);
    assertThat(gateway.config().internalListener().port()).isEqualTo(7);
  }

  @Test
  void takesItsFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("test.conf"), "sluice.event-loops = 3");

    command.starter(gateway).run("serve", "--config", file.toString());

    assertThat(gateway.config().eventLoops()).isEqualTo(3);
  }

  @Test
  void readsItsConfigurationAgainOnAHangup(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("test.conf"), "sluice.event-loops = 3");
    FakeGateway reloaded = new FakeGateway(() -> {
      write(file, "sluice.event-loops = 4");
      command.hangUp();
      command.terminate();
    });

    command.starter(reloaded).run("serve", "--config", file.toString(), "--port", "5");

    assertThat(reloaded.config().eventLoops()).isEqualTo(4);
    assertThat(reloaded.config().publicListener().port()).isEqualTo(5);
    assertThat(command.hasTerminationWork()).isFalse();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void saysInOneLineThatItCannotListen() {
    GatewayStarter busy = (config, source) -> {
      throw new BindException("can't listen on 0.0.0.0:80: Address already in use");
    };

    assertThat(command.starter(busy).run("serve", "--port", "80")).isEqualTo(1);

    assertThat(command.err())
        .isEqualTo("error: can't listen on 0.0.0.0:80: Address already in use\n");
    assertThat(command.out()).isEmpty();
    assertThat(command.hasTerminationWork()).isFalse();
  }

  @Test
  void saysInOneLineWhatIsWrongWithItsConfiguration(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("test.conf"), "\nsluice.drain = 5");

    assertThat(command.starter(gateway).run("serve", "--config", file.toString()))
        .isEqualTo(2);

    assertThat(command.err())
        .isEqualTo(
            "error: "
                + file
                + ":2: sluice.drain = 5 has no unit (ns, us, ms, s, m, h, d); allowed: a duration from 0s to 1h\n");
    assertThat(command.out()).isEmpty();
  }

  @Test
  void namesTheOptionWhosePortIsWrong() {
    assertThat(command.starter(gateway).run("serve", "--port", "http")).isEqualTo(2);

    assertThat(command.err())
        .isEqualTo(
            "error: --port: sluice.public.port = http is no whole number; allowed: a whole number from 0 to 65535\n");
  }

  @Test
  void showsTheTraceOfABug() {
    GatewayStarter broken = (config, source) -> {
      throw new IllegalStateException("a bug");
    };

    assertThat(command.starter(broken).run("serve")).isEqualTo(1);

    assertThat(command.err()).contains("IllegalStateException: a bug", "\tat ");
  }
}
