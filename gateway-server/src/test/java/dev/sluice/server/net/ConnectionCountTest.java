package dev.sluice.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.http.HttpChannel;
import dev.sluice.server.http.Refusal;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How many connections there are, and that there are no more than may be. */
class ConnectionCountTest {
  @Test
  void letsInUpToTheLimit() {
    ConnectionCount count = new ConnectionCount(() -> 2);

    assertThat(count.tryOpen()).isTrue();
    assertThat(count.tryOpen()).isTrue();
    assertThat(count.tryOpen()).isFalse();
    assertThat(count.open()).isEqualTo(2);
    count.close();
    assertThat(count.tryOpen()).isTrue();
  }

  @Test
  void isDrainedWhenTheLastHasGone() {
    ConnectionCount count = new ConnectionCount(() -> 2);
    count.tryOpen();
    count.tryOpen();
    CompletableFuture<Void> drained = count.drained();
    count.close();
    assertThat(drained).isNotDone();

    count.close();
    assertThat(drained).isDone();
  }

  @Test
  void isDrainedAtOnceWhereNobodyIs() {
    assertThat(new ConnectionCount(() -> 1).drained()).isDone();
  }

  @Test
  void isNotDrainedBeforeItIsAsked() {
    ConnectionCount count = new ConnectionCount(() -> 1);
    count.tryOpen();
    count.close();
    count.tryOpen();

    assertThat(count.drained()).isNotDone();
  }

  @Test
  void countsConnectionsInAndOut() {
    NetScene scene = new NetScene(2);
    HttpChannel first = scene.connect(NetScene.CLIENT);
    HttpChannel second = scene.connect(NetScene.CLIENT);
    assertThat(scene.connections.open()).isEqualTo(2);

    first.close();
    assertThat(scene.connections.open()).isEqualTo(1);
    second.close();
    assertThat(scene.connections.open()).isZero();
  }

  @Test
  void refusesOneTooManyInWords() {
    NetScene scene = new NetScene(1);
    HttpChannel first = scene.connect(NetScene.CLIENT);
    HttpChannel second = scene.connect(NetScene.CLIENT);

    assertThat(second.sent())
        .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
        .contains("Retry-After: ", "Connection: close\r\n", "limit of connections");
    assertThat(second.isOpen()).isFalse();
    assertThat(scene.refusals).containsExactly(Refusal.CONNECTIONS);
    assertThat(scene.connections.open()).isEqualTo(1);
    first.finishAndReleaseAll();
  }
}
