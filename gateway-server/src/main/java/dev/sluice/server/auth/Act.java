package dev.sluice.server.auth;

/** What a client may do with a topic, or not. */
public enum Act {
  /** Get what is published from now on. */
  SUBSCRIBE("subscribing to topic "),
  /** Publish from the public listener. */
  PUBLISH("publishing to topic "),
  /** Get what was published before. */
  HISTORY("reading the history of topic ");

  private final String words;

  Act(String words) {
    this.words = words;
  }

  /** Says that it is not allowed; the same whether the topic exists or not. */
  public String refusal(String topic) {
    return words + topic + " is not allowed";
  }
}
