package dev.sluice.server.token;

import dev.sluice.core.time.GatewayClock;
import dev.sluice.server.auth.Authenticator;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.config.AuthConfig;
import dev.sluice.server.config.GatewayConfig;
import dev.sluice.server.config.Reloadable;
import java.util.concurrent.CompletableFuture;

/**
 * Checks tokens by the configuration that holds now. What has not changed of it keeps the keys that
 * it has: a key set's URL may be down just then. Any thread; one at a time prepares.
 */
public final class LiveTokens implements Authenticator, Reloadable {
  private final GatewayClock clock;

  /** Volatile: written by who reloads, read by loops. */
  private volatile Present present;

  private record Present(AuthConfig config, TokenVerifier verifier) {}

  /**
   * Begins with a configuration.
   *
   * @throws dev.sluice.server.config.InvalidConfigException if keys can't be read, or are of no use
   */
  public LiveTokens(AuthConfig config, GatewayClock clock) {
    this.clock = clock;
    this.present = new Present(config, Issuers.of(config, clock));
  }

  /** To be called about every second, by one thread: looks whether keys have changed. */
  public void tick() {
    present.verifier.tick();
  }

  @Override
  public boolean takesTokens() {
    return present.verifier.takesTokens();
  }

  @Override
  public CompletableFuture<Caller> authenticate(String token) {
    return present.verifier.authenticate(token);
  }

  @Override
  public Runnable prepare(GatewayConfig next) {
    Present before = present;
    AuthConfig config = next.auth();
    if (config.issuers().equals(before.config.issuers())
        && config.tokens().equals(before.config.tokens())
        && config.jwks().equals(before.config.jwks())) {
      return () -> {};
    }
    boolean sameJwks = config.jwks().equals(before.config.jwks());
    TokenVerifier verifier = Issuers.of(config, clock, sameJwks ? before.verifier : null);
    return () -> present = new Present(config, verifier);
  }
}
