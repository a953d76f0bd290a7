package dev.sluice.server.contract.harness;

import dev.sluice.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway in a process of its own, so that its memory is nobody else's. Any thread. */
public final class GatewayProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("ready public=\\S+:(\\d+) internal=\\S+:(\\d+)");

  /** Which socket or pipe it is. */
  private static final Pattern INODE = Pattern.compile(":\\[\\d+]$");

  private static final String BIN = System.getProperty("java.home") + "/bin/";

  private final Process process;
  private final Path log;
  private final int publicPort;
  private final Backend backend;

  private GatewayProcess(Process process, Path log, int publicPort, int internalPort) {
    this.process = process;
    this.log = log;
    this.publicPort = publicPort;
    this.backend = new Backend(URI.create("http://127.0.0.1:" + internalPort));
  }

  /** Starts one of these classes that is ready; its log goes to a file. */
  public static GatewayProcess start(Path log, List<String> jvmOptions, List<String> settings) {
    List<String> command = new ArrayList<>(List.of(BIN + "java"));
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.add("serve");
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    return start(log, command);
  }

  /** Starts one by a command, on free ports. */
  public static GatewayProcess start(Path log, List<String> command) {
    List<String> withPorts = new ArrayList<>(command);
    withPorts.addAll(List.of("--port", "0", "--internal-port", "0"));
    ProcessBuilder builder = new ProcessBuilder(withPorts).redirectError(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
    try {
      Process process = builder.start();
      BufferedReader out = process.inputReader();
      Matcher ready = READY.matcher(String.valueOf(out.readLine()));
      if (!ready.matches()) {
        process.destroyForcibly();
        throw new AssertionError("did not start:\n" + Files.readString(log));
      }
      return new GatewayProcess(
          process, log, Integer.parseInt(ready.group(1)), Integer.parseInt(ready.group(2)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The public listener. */
  public URI publicUrl() {
    return URI.create("http://127.0.0.1:" + publicPort);
  }

  /** The port of the public listener. */
  public InetSocketAddress publicAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), publicPort);
  }

  /** What backend services do. */
  public Backend backend() {
    return backend;
  }

  /** Has it collect all its garbage; returns when that is done. */
  public void collectGarbage() {
    try {
      Process jcmd = new ProcessBuilder(BIN + "jcmd", Long.toString(process.pid()), "GC.run")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      if (jcmd.waitFor() != 0) {
        throw new AssertionError("jcmd failed: "
            + new String(jcmd.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /**
   * What each of its open descriptors is: a file's path, or a kind such as {@code socket}; without
   * the jars, of which each is opened when a class is first taken from it. Linux only.
   */
  public List<String> descriptors() {
    List<String> descriptors = new ArrayList<>();
    try (DirectoryStream<Path> links =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      for (Path link : links) {
        String target = target(link);
        if (!target.endsWith(".jar")) {
          descriptors.add(INODE.matcher(target).replaceFirst(""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return descriptors;
  }

  private static String target(Path link) throws IOException {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (NoSuchFileException e) {
      return "closed meanwhile";
    }
  }

  /** All that it has logged. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has it drain and end; what it exited with. */
  public int stop() {
    process.destroy();
    return process.onExit().orTimeout(1, TimeUnit.MINUTES).join().exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
