package dev.sluice.load.report;

import java.util.List;
import java.util.function.Function;

/** What the table tells of each row, on the terminal and on the page. Immutable, any thread. */
record Column(String title, Function<Row, String> cell) {
  static final List<Column> ALL = List.of(
      new Column("transport", Row::title),
      new Column("p50 ms", row -> Numbers.brief(row.latency().p50())),
      new Column("p90 ms", row -> Numbers.brief(row.latency().p90())),
      new Column("p99 ms", row -> Numbers.brief(row.latency().p99())),
      new Column("p99.9 ms", row -> Numbers.brief(row.latency().p999())),
      new Column("deliveries/s", row -> Numbers.brief(row.deliveriesPerSecond())),
      new Column("requests/msg", row -> Numbers.brief(row.requestsPerDelivery())),
      new Column("bytes/msg", row -> Numbers.brief(row.bytesPerDelivery())),
      new Column("CPU ms/1k", row -> Numbers.brief(row.cpuMillisPerThousand())),
      new Column("RSS KiB/conn", row -> Numbers.kibibytes(row.residentPerConnection())),
      new Column("live KiB/conn", row -> Numbers.kibibytes(row.livePerConnection())),
      new Column("joins/s", row -> Numbers.brief(row.joinsPerSecond())),
      new Column("missed", row -> Numbers.plain((double) row.missed())),
      new Column("twice", row -> Numbers.plain((double) row.duplicates())),
      new Column(
          "generator",
          row -> Numbers.percent(row.generatorBusy()) + (row.generatorBound() ? " *" : "")));

  /** What the titles mean, in a line. */
  static final List<String> LEGEND = List.of(
      "latency: from publish to receipt; msg: a message that a subscriber got; bytes: HTTP and WebSocket, both ways",
      "CPU: of the gateway, publishing included, per 1,000 messages received; RSS: growth of its process;"
          + " live: after a full collection",
      "joins: from connecting to the first message; generator: how busy Gatling kept its cores"
          + " (* generator-bound: the figures tell of it)");
}
