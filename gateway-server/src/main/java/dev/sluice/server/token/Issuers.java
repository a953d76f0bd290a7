package dev.sluice.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import dev.sluice.core.time.GatewayClock;
import dev.sluice.server.config.AuthConfig;
import dev.sluice.server.config.InvalidConfigException;
import dev.sluice.server.config.IssuerConfig;
import dev.sluice.server.config.JwksConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what checks tokens of what is configured. Any thread. */
public final class Issuers {
  private Issuers() {}

  /**
   * Reads the keys that are in the configuration and in files; those at URLs are fetched from then
   * on.
   *
   * @throws InvalidConfigException if keys can't be read, or are of no use
   */
  public static TokenVerifier of(AuthConfig auth, GatewayClock clock) {
    return of(auth, clock, null);
  }

  /**
   * The same, but with those issuers as they are that were there before and have not changed.
   *
   * @param before whose they are, null for nobody's
   */
  static TokenVerifier of(AuthConfig auth, GatewayClock clock, @Nullable TokenVerifier before) {
    JwksClient client = new JwksClient(auth.jwks().timeout());
    List<Issuer> issuers = new ArrayList<>();
    for (IssuerConfig each : auth.issuers()) {
      Issuer same = before == null ? null : before.issuer(each);
      issuers.add(same == null ? new Issuer(each, source(each, auth.jwks(), client, clock)) : same);
    }
    return new TokenVerifier(issuers, auth.tokens(), clock);
  }

  private static KeySource source(
      IssuerConfig issuer, JwksConfig jwks, JwksClient client, GatewayClock clock) {
    Set<JWSAlgorithm> allowed = allowed(issuer.algorithms());
    try {
      if (!issuer.secret().isEmpty()) {
        return secret(issuer.secret(), allowed);
      }
      if (!issuer.keysFile().isEmpty()) {
        return new FileKeys(Path.of(issuer.keysFile()), allowed);
      }
      URI url = URI.create(issuer.jwksUrl());
      return new JwksKeys(url, allowed, jwks, client, clock);
    } catch (IOException | JOSEException e) {
      throw new InvalidConfigException("sluice.auth.issuers: the keys of issuer \""
          + issuer.issuer() + "\" can't be used: " + e.getMessage());
    }
  }

  private static KeySource secret(String secret, Set<JWSAlgorithm> allowed) throws JOSEException {
    KeySet keys = KeySet.ofSecret(secret, allowed);
    if (keys.keys().isEmpty()) {
      throw new JOSEException("a secret is for HS256, from 48 bytes HS384, from 64 bytes HS512");
    }
    return () -> keys;
  }

  private static Set<JWSAlgorithm> allowed(List<String> names) {
    Set<JWSAlgorithm> allowed = new HashSet<>();
    List<String> all = names.isEmpty() ? IssuerConfig.ALGORITHMS : names;
    all.forEach(name -> allowed.add(JWSAlgorithm.parse(name)));
    return allowed;
  }
}
