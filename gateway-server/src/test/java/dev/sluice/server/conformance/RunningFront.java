package dev.sluice.server.conformance;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A proxy that runs in front of a gateway. */
final class RunningFront implements AutoCloseable {
  private static final Path CONFIGS = Path.of("..", "config", "deploy");
  private static final Duration AT_MOST = Duration.ofSeconds(30);

  private final Process process;
  private final int port;

  private RunningFront(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static RunningFront start(Front front, Gateway gateway) {
    Path directory = Program.directory(front.name().toLowerCase(Locale.ROOT));
    makeCertificate(directory);
    int port = freePort();
    Map<String, String> changes = front.changes(
        directory,
        port,
        gateway.publicAddress().getPort(),
        gateway.internalAddress().getPort());
    Path config = directory.resolve(front.file());
    write(config, changed(read(CONFIGS.resolve(front.file())), changes));
    RunningFront running = new RunningFront(start(front.command(config), directory), port);
    Await.until(front + " listens, see " + directory + "/log", running::listens);
    return running;
  }

  private static String changed(String text, Map<String, String> changes) {
    String result = text;
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (!result.contains(change.getKey())) {
        throw new AssertionError("there is no \"" + change.getKey() + "\" any more");
      }
      result = result.replace(change.getKey(), change.getValue());
    }
    return result;
  }

  private static Process start(List<String> command, Path directory) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectOutput(directory.resolve("log").toFile());
      builder.environment().put("XDG_DATA_HOME", directory.toString());
      builder.environment().put("XDG_CONFIG_HOME", directory.toString());
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void makeCertificate(Path directory) {
    Path certificate = directory.resolve("certificate.pem");
    Path key = directory.resolve("key.pem");
    List<String> command = List.of(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost",
        "-out",
        certificate.toString(),
        "-keyout",
        key.toString());
    Program.run(directory, AT_MOST, command).successfulOutput();
    write(directory.resolve("both.pem"), read(certificate) + read(key));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listens() {
    if (!process.isAlive()) {
      throw new AssertionError("it has ended with " + process.exitValue());
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where its clients go. */
  URI url() {
    return URI.create("https://localhost:" + port);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
