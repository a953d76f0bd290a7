package dev.sluice.server.cli;

import dev.sluice.server.cli.client.Pause;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.random.RandomGenerator;

/**
 * What a command needs of the process that it runs in. Any thread.
 *
 * @param in standard input
 * @param out standard output, for what was asked for
 * @param err standard error, for everything else
 * @param maxHeapBytes what the JVM's heap may grow to
 */
record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Properties properties,
    long maxHeapBytes,
    TerminationSignal termination,
    HangupSignal hangup,
    Pause pause,
    RandomGenerator random) {

  /** Those of this process. */
  static Surroundings ofThisProcess() {
    return new Surroundings(
        System.in,
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        System.getenv(),
        System.getProperties(),
        Runtime.getRuntime().maxMemory(),
        new ShutdownHook(),
        new PosixHangup(),
        Pause.REAL,
        RandomGenerator.getDefault());
  }

  /** Writes UTF-8 whatever the locale: messages are for programs as much as for terminals. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
