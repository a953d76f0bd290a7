package dev.sluice.server;

import dev.sluice.server.cli.GatewayCommand;

/** Where the process begins. */
public final class Main {
  private Main() {}

  /** Runs a command of {@code bin/gateway}. */
  public static void main(String[] args) {
    System.exit(GatewayCommand.run(args, GatewayServer::start));
  }
}
