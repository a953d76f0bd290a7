package dev.sluice.server.transport;

import dev.sluice.server.auth.AccessDeniedException;
import dev.sluice.server.auth.Authenticator;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.loop.GatewayLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Waits for who the bearer of a token is, without blocking the loop that asks. Any loop. */
public final class Identification {
  private Identification() {}

  /** Tells who it is, or why not, on the loop: within this call where that is known at once. */
  public static void of(
      Authenticator authenticator,
      String token,
      GatewayLoop loop,
      Consumer<Caller> onCaller,
      Consumer<AccessDeniedException> onDenied) {
    CompletableFuture<Caller> outcome = authenticator.authenticate(token);
    if (outcome.isDone()) {
      tell(outcome, onCaller, onDenied);
    } else {
      outcome.whenComplete(
          (caller, failure) -> loop.execute(() -> tell(outcome, onCaller, onDenied)));
    }
  }

  private static void tell(
      CompletableFuture<Caller> outcome,
      Consumer<Caller> onCaller,
      Consumer<AccessDeniedException> onDenied) {
    Caller caller;
    try {
      caller = outcome.join();
    } catch (CompletionException e) {
      onDenied.accept(denied(e));
      return;
    }
    onCaller.accept(caller);
  }

  private static AccessDeniedException denied(CompletionException failure) {
    if (failure.getCause() instanceof AccessDeniedException denied) {
      return denied;
    }
    throw failure; // a fault of ours
  }
}
