package dev.sluice.server.cli.client;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Keeps a subscription alive: when its connection ends, it connects again from the last cursor. One
 * thread, which it blocks.
 */
public final class Resumption {
  private final Transport transport;
  private final Pause pause;
  private final Backoff backoff;
  private final Consumer<String> notices;
  private boolean reached;

  /**
   * Makes one for a subscription.
   *
   * @param notices takes a line for every connection that ended
   */
  public Resumption(
      Transport transport, Pause pause, RandomGenerator random, Consumer<String> notices) {
    this.transport = transport;
    this.pause = pause;
    this.backoff = new Backoff(random);
    this.notices = notices;
  }

  /**
   * Receives until the delivery is complete.
   *
   * @throws GiveUpException if it is no use to try again
   * @throws IOException if there was no connection in the first place
   */
  public void run(Delivery delivery) throws IOException, InterruptedException {
    Receiver receiver = new Watched(delivery);
    while (!delivery.isComplete()) {
      try {
        transport.receive(delivery.cursor(), receiver);
        if (!delivery.isComplete()) {
          retry("the connection was closed", Duration.ZERO);
        }
      } catch (GiveUpException e) {
        throw e;
      } catch (UnavailableException e) {
        reached = true;
        retry(Reason.of(e), e.retryAfter());
      } catch (IOException e) {
        if (!reached) {
          throw e;
        }
        retry(Reason.of(e), Duration.ZERO);
      }
    }
  }

  private void retry(String reason, Duration atLeast) throws InterruptedException {
    Duration wait = backoff.next();
    if (wait.compareTo(atLeast) < 0) {
      wait = atLeast;
    }
    notices.accept("reconnecting in " + wait.toMillis() + " ms: " + reason);
    pause.pause(wait);
  }

  /** Sees that the gateway was reached, and that something came. */
  private final class Watched implements Receiver {
    private final Receiver receiver;

    Watched(Receiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public void onConnected() {
      reached = true;
      receiver.onConnected();
    }

    @Override
    public boolean onIncoming(Incoming incoming) {
      backoff.reset();
      return receiver.onIncoming(incoming);
    }
  }
}
