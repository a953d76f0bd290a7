package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.Problem;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.RawResponse;
import dev.sluice.server.contract.harness.Settings;
import dev.sluice.server.contract.harness.Subscriber;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.internal.PlatformDependent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where memory is really short, nobody new is let in, and those who are served go on. */
@ContractTest
class MemoryAdmissionTest {
  @Test
  void refusesNewConnectionsWhileBuffersTakeTooMuch() {
    Settings settings = Settings.defaults().set("sluice.admission.direct", "1%");
    ByteBuf hoard = Unpooled.EMPTY_BUFFER;
    try (Gateway gateway = Gateway.start(settings);
        Subscriber subscriber = Mode.WS_RAW.subscribe(gateway.publicUrl(), List.of("a"), null)) {
      hoard = hoard();
      Await.until("nobody is let in", () -> poll(gateway).status() == 503);
      RawResponse refused = poll(gateway);
      assertThat(Problem.of(refused).detail()).isEqualTo("memory is short");
      assertThat(refused.header("Retry-After")).matches("[0-9]+");
      assertThat(gateway.backend().metrics().sum("sluice_refused_total", "reason=\"memory\""))
          .isGreaterThan(1);
      gateway.backend().publish("a", "goes on");
      assertThat(subscriber.inbox().message().text()).isEqualTo("goes on");

      hoard.release();
      hoard = Unpooled.EMPTY_BUFFER;
      Await.until("there is room again", () -> poll(gateway).status() == 200);
    } finally {
      hoard.release();
    }
  }

  /** A hundredth of all that there may be, from where the gateway takes its buffers. */
  private static ByteBuf hoard() {
    long bytes = PlatformDependent.maxDirectMemory() / 100 + 1;
    return PooledByteBufAllocator.DEFAULT.directBuffer(Math.toIntExact(bytes));
  }

  private static RawResponse poll(Gateway gateway) {
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      connection.request("GET", "/v1/topics/a?wait=0");
      return connection.response();
    }
  }
}
