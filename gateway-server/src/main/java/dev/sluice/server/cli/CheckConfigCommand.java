package dev.sluice.server.cli;

import dev.sluice.core.time.GatewayClock;
import dev.sluice.server.config.EffectiveConfig;
import dev.sluice.server.tls.Encryption;
import dev.sluice.server.token.Issuers;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether {@code serve} would take a configuration. One thread. */
@Command(
    name = "check-config",
    description = "Check a configuration as serve would, with the environment of this shell.",
    footer = {
      "",
      "Examples:",
      "  gateway check-config --config gateway.conf",
      "  gateway check-config --show --set sluice.heartbeat=10s > effective.conf",
      "",
      "Exit codes: 0 it is fine, 2 it is not; then one line says where and why."
    })
final class CheckConfigCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin
  private final ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--show",
      description = "Print every key with its value and where it comes from, as HOCON.")
  private boolean show;

  CheckConfigCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    EffectiveConfig config = options.load(surroundings, List.of());
    Issuers.of(config.gateway().auth(), GatewayClock.SYSTEM); // keys that serve could not use
    Encryption.check(config.gateway());
    surroundings.out().println(show ? "# ok\n" + config.hocon() : "ok");
    return ExitCode.OK;
  }
}
