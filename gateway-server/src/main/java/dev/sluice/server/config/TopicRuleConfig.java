package dev.sluice.server.config;

import dev.sluice.core.topic.TopicPattern;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with some topics; what it doesn't say is as if there were no rule. Immutable, any
 * thread.
 *
 * @param match the topics
 * @param subscribe who may subscribe, null where it doesn't say
 * @param publish who may publish, null where it doesn't say
 * @param history who may read what was published before, null where it doesn't say
 * @param historyMessages how many messages back, null for all that are held
 * @param historyAge how far back, null for all that is held
 */
public record TopicRuleConfig(
    TopicPattern match,
    @Nullable Who subscribe,
    @Nullable Who publish,
    @Nullable Who history,
    @Nullable Integer historyMessages,
    @Nullable Duration historyAge) {
  static final Set<String> MEMBERS =
      Set.of("match", "subscribe", "publish", "history", "history-messages", "history-age");

  private static final ValueType<Who> WHO = new OneOf<>(Who.class);
  private static final ValueType<Integer> MESSAGES =
      Range.of(WholeNumbers.INSTANCE, "0", "16777216");
  private static final ValueType<Duration> AGE = Range.of(Durations.INSTANCE, "0s", "30d");

  static TopicRuleConfig read(Members members) {
    return new TopicRuleConfig(
        new TopicPattern(members.text("match")),
        members.value("subscribe", WHO),
        members.value("publish", WHO),
        members.value("history", WHO),
        members.value("history-messages", MESSAGES),
        members.value("history-age", AGE));
  }
}
