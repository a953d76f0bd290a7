package dev.sluice.server.token;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.core.time.GatewayClock;
import dev.sluice.server.auth.AccessDeniedException;
import dev.sluice.server.auth.Authenticator;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.config.IssuerConfig;
import dev.sluice.server.config.TokenConfig;
import dev.sluice.server.token.KeySet.Finding;
import dev.sluice.server.token.VerifiedTokens.Verified;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Checks tokens: whose they are, that their issuer has made them, and that they count now and here.
 * Any thread.
 *
 * <p>What a token says of itself decides nothing before its signature is checked, but for which of
 * the configured issuers' keys to check it with. Where those don't have the key that it names, the
 * issuer is asked for newer ones, and the answer waits for that.
 */
public final class TokenVerifier implements Authenticator {
  private final List<Issuer> issuers;
  private final TokenConfig config;
  private final GatewayClock clock;
  private final VerifiedTokens verified = new VerifiedTokens();

  TokenVerifier(List<Issuer> issuers, TokenConfig config, GatewayClock clock) {
    this.issuers = List.copyOf(issuers);
    this.config = config;
    this.clock = clock;
  }

  /** To be called about every second, by one thread: looks whether keys have changed. */
  public void tick() {
    issuers.forEach(issuer -> issuer.source().tick());
  }

  /** The issuer that is configured so, null where there is none. */
  @Nullable Issuer issuer(IssuerConfig wanted) {
    return issuers.stream()
        .filter(issuer -> issuer.config().equals(wanted))
        .findFirst()
        .orElse(null);
  }

  @Override
  public boolean takesTokens() {
    return !issuers.isEmpty();
  }

  @Override
  public CompletableFuture<Caller> authenticate(String token) {
    try {
      return caller(token);
    } catch (AccessDeniedException denied) {
      return CompletableFuture.failedFuture(denied);
    }
  }

  private CompletableFuture<Caller> caller(String token) {
    if (issuers.isEmpty()) {
      throw AccessDeniedException.badToken("this gateway takes no tokens");
    }
    if (token.length() > config.maxBytes()) {
      throw AccessDeniedException.badToken(
          "the token is longer than the limit of " + config.maxBytes() + " bytes");
    }
    byte[] hash = VerifiedTokens.hash(token);
    Verified known = verified.find(hash);
    if (known != null) {
      known.claims().check(clock.epochMillis(), config.clockSkew());
      return CompletableFuture.completedFuture(known.claims().caller());
    }
    SignedJWT jwt = parse(token);
    JWTClaimsSet claims = claims(jwt);
    Issuer issuer = issuer(claims.getIssuer());
    KeySet keys = issuer.source().keys();
    Finding finding = keys.check(jwt);
    if (!mayBeOfNewerKeys(finding, jwt.getHeader())) {
      return CompletableFuture.completedFuture(accept(hash, claims, issuer, keys, finding));
    }
    return issuer
        .source()
        .newerKeys()
        .thenApply(newer ->
            accept(hash, claims, issuer, newer, newer == keys ? finding : newer.check(jwt)));
  }

  private static SignedJWT parse(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWSHeader header = jwt.getHeader();
      if (header.getCriticalParams() == null && header.isBase64URLEncodePayload()) {
        return jwt;
      }
    } catch (ParseException e) {
      // said below: nothing of it is repeated
    }
    throw AccessDeniedException.badToken("this is no signed JSON Web Token of the usual form");
  }

  private static JWTClaimsSet claims(SignedJWT jwt) {
    try {
      return jwt.getJWTClaimsSet();
    } catch (ParseException e) {
      throw AccessDeniedException.badToken("the token's claims can't be read");
    }
  }

  private Issuer issuer(@Nullable String name) {
    for (Issuer issuer : issuers) {
      if (issuer.config().issuer().isEmpty() || issuer.config().issuer().equals(name)) {
        return issuer;
      }
    }
    throw AccessDeniedException.badToken("the token's issuer is not known here");
  }

  private static boolean mayBeOfNewerKeys(Finding finding, JWSHeader header) {
    return finding == Finding.UNKNOWN_KEY || (finding == Finding.BAD && header.getKeyID() == null);
  }

  private Caller accept(
      byte[] hash, JWTClaimsSet claims, Issuer issuer, KeySet keys, Finding finding) {
    switch (finding) {
      case GOOD -> {
        TokenClaims said = TokenClaims.of(claims, issuer.config());
        said.check(clock.epochMillis(), config.clockSkew());
        verified.put(new Verified(hash, issuer, keys, said));
        return said.caller();
      }
      case BAD -> throw AccessDeniedException.badToken("the token's signature is not right");
      case UNKNOWN_KEY -> throw AccessDeniedException.badToken("the token's key is not known here");
      case WRONG_ALGORITHM ->
        throw AccessDeniedException.badToken("the token's algorithm is not one of its key's");
    }
    throw new IllegalStateException("a finding that nobody knows");
  }
}
