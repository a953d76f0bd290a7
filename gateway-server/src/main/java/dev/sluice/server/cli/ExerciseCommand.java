package dev.sluice.server.cli;

import dev.sluice.server.cli.client.Reason;
import dev.sluice.server.cli.exercise.Exercise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gives a gateway on this machine something to do; for bin/gateway, not for people. One thread. */
@Command(name = "exercise", hidden = true, description = "Give a gateway something to do.")
final class ExerciseCommand implements Callable<Integer> {
  @Option(names = "--port", required = true, description = "Its public port.")
  private int port;

  @Option(names = "--internal-port", required = true, description = "Its internal port.")
  private int internalPort;

  @Override
  public Integer call() {
    try {
      new Exercise(local(port), local(internalPort)).run();
      return ExitCode.OK;
    } catch (IOException e) {
      throw CommandFailure.failed(Reason.of(e));
    }
  }

  private static InetSocketAddress local(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
