package dev.sluice.server.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final Incoming MESSAGE = new Incoming.Message("{}", "a", "1", "x");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void printsNothingAfterItWasStopped() {
    Delivery delivery = delivery(new PrintStream(out, false, StandardCharsets.UTF_8));
    delivery.onIncoming(MESSAGE);

    delivery.stop();

    assertThat(delivery.onIncoming(MESSAGE)).isFalse();
    assertThat(out).hasToString("x\n");
    assertThat(err).hasToString("cursor: 1\n");
  }

  @Test
  void saysNothingOfACursorThatItDoesNotHave() {
    delivery(new PrintStream(out, false, StandardCharsets.UTF_8)).stop();

    assertThat(err).hasToString("");
  }

  @Test
  void endsWhenNobodyReadsAnyMore() {
    OutputStream closed = new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("Broken pipe");
      }
    };
    Delivery delivery = delivery(new PrintStream(closed, false, StandardCharsets.UTF_8));

    assertThat(delivery.onIncoming(MESSAGE)).isFalse();
    assertThat(delivery.isComplete()).isTrue();
  }

  private Delivery delivery(PrintStream to) {
    PrintStream notices = new PrintStream(err, false, StandardCharsets.UTF_8);
    return new Delivery(to, notices, false, Long.MAX_VALUE, true, null);
  }
}
