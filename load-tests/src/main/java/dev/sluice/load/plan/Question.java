package dev.sluice.load.plan;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a simulation finds out. Any thread. */
public enum Question {
  FAN_OUT("fan-out", "FanOutSimulation", "one topic, many subscribers"),
  MANY_TOPICS("many-topics", "ManyTopicsSimulation", "a topic for each subscriber"),
  CHURN("churn", "ChurnSimulation", "subscribers leave and return with their cursor"),
  STORM("storm", "StormSimulation", "all connect at once, and again after a restart"),
  MIXED("mixed", "MixedSimulation", "all transports together, single and bulk publishers"),
  SLOW("slow", "SlowConsumersSimulation", "some subscribers stop reading and are lapped"),
  SOAK("soak", "SoakSimulation", "mixed load with churn for a long time; memory must not grow");

  private final String label;
  private final String simulation;
  private final String summary;

  Question(String label, String simulation, String summary) {
    this.label = label;
    this.simulation = simulation;
    this.summary = summary;
  }

  @JsonValue
  public String label() {
    return label;
  }

  /** The class that Gatling runs. */
  public String simulation() {
    return "dev.sluice.load." + simulation;
  }

  public String summary() {
    return summary;
  }

  /** Whether its transports run at the same time, in one simulation. */
  public boolean together() {
    return this == MIXED || this == SOAK;
  }
}
