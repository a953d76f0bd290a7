package dev.sluice.server.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who clients are, and what they may do. Immutable, any thread.
 *
 * @param anonymous what those without a token may do where no rule says otherwise
 * @param issuers whose tokens are taken; none are where it is empty
 * @param rules the first one that matches a topic counts
 * @param tokens how tokens are taken
 * @param jwks how key sets are fetched
 */
public record AuthConfig(
    AnonymousConfig anonymous,
    List<IssuerConfig> issuers,
    List<TopicRuleConfig> rules,
    TokenConfig tokens,
    JwksConfig jwks) {
  /**
   * Copies the lists, and checks that a token has at most one issuer.
   *
   * @throws InvalidConfigException if issuers can't be told apart
   */
  public AuthConfig {
    issuers = List.copyOf(issuers);
    rules = List.copyOf(rules);
    Set<String> seen = new HashSet<>();
    for (IssuerConfig each : issuers) {
      if (!seen.add(each.issuer()) || (issuers.size() > 1 && each.issuer().isEmpty())) {
        throw new InvalidConfigException(
            "sluice.auth.issuers has more than one, and issuer \"" + each.issuer()
                + "\" does not tell them apart; allowed: an issuer of its own for each",
            List.of("sluice.auth.issuers"));
      }
    }
  }
}
