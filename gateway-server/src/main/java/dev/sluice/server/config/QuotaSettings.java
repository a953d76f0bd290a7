package dev.sluice.server.config;

import dev.sluice.core.time.Rate;
import java.util.List;

/** The keys of one quota. Immutable, any thread. */
record QuotaSettings(
    Setting<Integer> connections,
    Setting<Rate> connectionRate,
    Setting<Integer> subscriptions,
    Setting<Rate> publishRate,
    Setting<Rate> publishBytes) {
  private static final String MOST = "10000000";

  /** Those of a section, with bounds of their own for how many connections there must be room. */
  static QuotaSettings in(String section, String fewestConnections) {
    return new QuotaSettings(
        number(section + ".connections", fewestConnections),
        new Setting<>(section + ".connection-rate", Rates.OF_NUMBERS),
        number(section + ".subscriptions", "0"),
        new Setting<>(section + ".publish-rate", Rates.OF_NUMBERS),
        new Setting<>(section + ".publish-bytes", Rates.OF_SIZES));
  }

  private static Setting<Integer> number(String key, String least) {
    return new Setting<>(key, Range.of(WholeNumbers.INSTANCE, least, MOST));
  }

  /** All of them. */
  List<Setting<?>> all() {
    return List.of(connections, connectionRate, subscriptions, publishRate, publishBytes);
  }

  QuotaConfig read(Values values) {
    return new QuotaConfig(
        values.get(connections),
        values.get(connectionRate),
        values.get(subscriptions),
        values.get(publishRate),
        values.get(publishBytes));
  }

  void check(QuotaConfig quota) {
    connections.check(quota.connections());
    subscriptions.check(quota.subscriptions());
  }
}
