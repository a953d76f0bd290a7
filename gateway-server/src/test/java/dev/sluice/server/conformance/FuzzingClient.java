package dev.sluice.server.conformance;

import java.util.List;
import java.util.Map;
import me.normanmaurer.maven.autobahntestsuite.AutobahnTestSuite;

/**
 * Autobahn's fuzzing client as a program of its own: it can run once in a process, and takes its
 * signals and its output. Arguments: the address, then the cases.
 */
final class FuzzingClient {
  static final String AGENT = "sluice";

  private FuzzingClient() {}

  /** Leaves its reports in the working directory. */
  public static void main(String[] arguments) {
    List<String> cases = List.of(arguments).subList(1, arguments.length);
    AutobahnTestSuite.runFuzzingClient(AGENT, arguments[0], Map.of(), cases, List.of());
    System.exit(0); // its reactor's threads would stay
  }
}
