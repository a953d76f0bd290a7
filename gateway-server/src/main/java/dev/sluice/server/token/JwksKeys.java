package dev.sluice.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import dev.sluice.core.time.GatewayClock;
import dev.sluice.server.auth.AccessDeniedException;
import dev.sluice.server.auth.AccessDeniedException.Reason;
import dev.sluice.server.config.JwksConfig;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys at a URL. They are fetched again by the clock, and when a token names one that is not known;
 * at most one fetch is under way, and tokens with made-up names cause one in a while at most. Those
 * that were fetched last are kept for as long as the URL can't be reached: that is no outage. The
 * library's own source of this kind makes whoever needs a key wait for the fetch, which a loop must
 * not. Any thread.
 */
final class JwksKeys implements KeySource {
  private static final Logger LOG = LoggerFactory.getLogger(JwksKeys.class);

  private final URI url;
  private final Set<JWSAlgorithm> allowed;
  private final JwksConfig config;
  private final JwksClient client;
  private final GatewayClock clock;

  /** Volatile: written by who fetches, read by loops. */
  private volatile KeySet keys = KeySet.EMPTY;

  /** What {@link #keys} was read from; this and what follows are guarded by this object. */
  private String text = "";

  private @Nullable CompletableFuture<KeySet> fetching;
  private long begunNanos;
  private boolean begun;
  private boolean failed;

  JwksKeys(
      URI url,
      Set<JWSAlgorithm> allowed,
      JwksConfig config,
      JwksClient client,
      GatewayClock clock) {
    this.url = url;
    this.allowed = allowed;
    this.config = config;
    this.client = client;
    this.clock = clock;
  }

  @Override
  public KeySet keys() {
    return keys;
  }

  @Override
  public synchronized CompletableFuture<KeySet> newerKeys() {
    CompletableFuture<KeySet> present = fetching;
    if (present != null) {
      return present;
    }
    if (begun && sinceBegunNanos() < config.cooldown().toNanos()) {
      return failed ? noKeys() : CompletableFuture.completedFuture(keys);
    }
    return fetch();
  }

  @Override
  public synchronized void tick() {
    long period = (failed ? config.cooldown() : config.refresh()).toNanos();
    boolean due = !begun || sinceBegunNanos() >= period;
    if (due && fetching == null) {
      fetch();
    }
  }

  private long sinceBegunNanos() {
    return clock.nanoTime() - begunNanos;
  }

  private CompletableFuture<KeySet> fetch() {
    begun = true;
    begunNanos = clock.nanoTime();
    CompletableFuture<KeySet> outcome = new CompletableFuture<>();
    fetching = outcome;
    client.fetch(url).whenComplete((body, failure) -> onEnd(outcome, body, failure));
    return outcome;
  }

  private void onEnd(
      CompletableFuture<KeySet> outcome, @Nullable String body, @Nullable Throwable failure) {
    Throwable fault = failure;
    try {
      if (body != null) {
        take(body);
      }
    } catch (JOSEException | RuntimeException e) { // whatever it is, the next fetch is to come
      fault = e;
    }
    end(fault);
    if (fault == null) {
      outcome.complete(keys);
    } else {
      noKeys().whenComplete((none, denied) -> outcome.completeExceptionally(denied));
    }
  }

  private synchronized void take(String body) throws JOSEException {
    if (!body.equals(text)) {
      keys = KeySet.ofJson(body, false, allowed);
      text = body;
      LOG.info("{} keys from {}", keys.keys().size(), where());
    }
  }

  private synchronized void end(@Nullable Throwable fault) {
    fetching = null;
    if (fault != null && !failed) { // once an outage
      Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
      LOG.warn("no keys from {}, those that are known stay: {}", where(), String.valueOf(cause));
    }
    if (fault == null && failed) {
      LOG.info("keys from {} again", where());
    }
    failed = fault != null;
  }

  private String where() {
    return url.getHost() + url.getPath(); // what else is in a URL may be secret
  }

  private static CompletableFuture<KeySet> noKeys() {
    return CompletableFuture.failedFuture(new AccessDeniedException(
        Reason.NO_KEYS, "the keys to check the token with can't be had at present"));
  }
}
