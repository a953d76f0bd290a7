package dev.sluice.load.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What the kernel, the JDK and the gateway write, as it is read here. */
final class OutsideViewTest {
  private static final String PAGE = """
      # HELP sluice_bytes_delivered_total Bytes handed to sockets
      sluice_bytes_delivered_total{transport="poll"} 76.0
      sluice_bytes_delivered_total{transport="longpoll"} 5.0
      sluice_bytes_delivered_total{transport="sse"} 1.5E7
      process_cpu_time_ns_total 2.18E9
      """;

  @Test
  void readsASampleOfTheGatewaysMetrics() {
    MetricsPage page = MetricsPage.parse(PAGE);

    assertThat(page.value("process_cpu_time_ns_total")).isEqualTo(2.18e9);
    assertThat(page.value("process_cpu_time")).isNull();
    assertThat(page.sum("sluice_bytes_delivered_total", "\"poll\"")).isEqualTo(76);
    assertThat(page.sum("sluice_bytes_delivered_total", "\"sse\"")).isEqualTo(15_000_000);
    assertThat(page.has("sluice_")).isTrue();
  }

  @Test
  void readsProcessorTimeBehindAnyName() {
    String stat = "4711 (a (odd) name) S 1 2 3 4 5 6 7 8 9 10 250 150 0 0 20 0 9 0 99";

    assertThat(ProcessFiles.cpuSeconds(stat)).isCloseTo(4.0, within(1e-9));
  }

  @Test
  void readsResidentMemory() {
    assertThat(ProcessFiles.residentBytes("Name:\tjava\nVmRSS:\t  2048 kB\nThreads: 3\n"))
        .isEqualTo(2048 * 1024);
    assertThat(ProcessFiles.residentBytes("Name:\tkthreadd\n")).isNull();
  }

  @Test
  void readsHowBusyTheMachineIs() {
    ProcessFiles.Cpu cpu = ProcessFiles.machine("cpu  100 0 50 800 40 0 10 0 30 0\ncpu0 1 2 3\n");

    assertThat(cpu.all()).isEqualTo(1000);
    assertThat(cpu.busy()).isEqualTo(160);
  }

  @Test
  void readsWhatIsLeftOfAHeap() {
    String answer =
        "4711:\n num  #instances  #bytes\n   1:  10  400  [B\nTotal     33155    1867416\n";

    assertThat(LiveHeap.total(answer)).isEqualTo(1_867_416);
    assertThat(LiveHeap.total("4711: no such process")).isNull();
  }
}
