package dev.sluice.server;

import dev.sluice.server.config.AdmissionConfig;
import dev.sluice.server.config.GatewayConfig;
import dev.sluice.server.config.LimitsConfig;
import dev.sluice.server.config.QuotaConfig;
import dev.sluice.server.limits.LimitRules;
import dev.sluice.server.limits.Limits;
import dev.sluice.server.limits.MemoryMarks;
import dev.sluice.server.limits.MemoryWatch;
import dev.sluice.server.limits.Quota;

/** What is configured of limits, in the terms of those who keep them. Any thread. */
final class LimitSettings {
  private LimitSettings() {}

  static LimitRules rules(LimitsConfig limits) {
    return new LimitRules(
        quota(limits.total()), quota(limits.perAddress()), quota(limits.perUser()), limits.burst());
  }

  static MemoryMarks marks(AdmissionConfig admission) {
    return new MemoryMarks(admission.heapPercent(), admission.directPercent());
  }

  /** Gets limits ready for another configuration. */
  static Runnable prepare(Limits limits, MemoryWatch memory, GatewayConfig next) {
    LimitRules rules = rules(next.limits());
    MemoryMarks marks = marks(next.admission());
    return () -> {
      limits.replace(rules);
      memory.replace(marks);
    };
  }

  private static Quota quota(QuotaConfig quota) {
    return new Quota(
        quota.connections(),
        quota.connectionRate(),
        quota.subscriptions(),
        quota.publishRate(),
        quota.publishBytes());
  }
}
