package dev.sluice.server.auth;

import dev.sluice.core.time.GatewayClock;
import dev.sluice.core.topic.TopicPattern;
import dev.sluice.server.auth.AccessDeniedException.Reason;
import dev.sluice.server.config.AuthConfig;
import dev.sluice.server.config.TopicRuleConfig;
import dev.sluice.server.config.Who;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says who may do what, by the rules of the moment. Any thread.
 *
 * <p>The first rule that matches a topic decides; what it leaves out, and topics that none matches,
 * are for anyone where the list for anonymous clients has them, else for those with the grant.
 */
public final class Access {
  private final Supplier<AuthConfig> config;
  private final GatewayClock clock;

  /** Goes by a configuration that is asked for each time, as it may change. */
  public Access(Supplier<AuthConfig> config, GatewayClock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Lets a client do something.
   *
   * @throws AccessDeniedException if it may not
   */
  public void require(Caller caller, Act act, String topic) {
    AuthConfig now = config.get();
    Who who = who(now, act, topic);
    if (!allows(who, caller, act, topic)) {
      throw denied(now, who, caller, act.refusal(topic));
    }
    if (who != Who.ANYONE && millisLeft(now, caller) <= 0) {
      throw AccessDeniedException.badToken("the token has expired");
    }
  }

  /** Whether {@link #require} lets a client do something. */
  public boolean allows(Caller caller, Act act, String topic) {
    AuthConfig now = config.get();
    Who who = who(now, act, topic);
    return allows(who, caller, act, topic) && (who == Who.ANYONE || millisLeft(now, caller) > 0);
  }

  /** How much of a topic's history a client may read. */
  public HistoryLimit history(Caller caller, String topic) {
    AuthConfig now = config.get();
    long resume = now.tokens().resumeWindow().toMillis();
    if (!allows(who(now, Act.HISTORY, topic), caller, Act.HISTORY, topic)) {
      return new HistoryLimit(false, 0, 0, resume);
    }
    TopicRuleConfig rule = rule(now, topic);
    if (rule == null || (rule.historyMessages() == null && rule.historyAge() == null)) {
      return HistoryLimit.NONE;
    }
    return new HistoryLimit(
        true,
        rule.historyMessages() == null ? Long.MAX_VALUE : rule.historyMessages(),
        rule.historyAge() == null ? Long.MAX_VALUE : rule.historyAge().toMillis(),
        resume);
  }

  /** How long a client's connection may go on, its grace included; negative where it is over. */
  public long millisUntilEnd(Caller caller) {
    AuthConfig now = config.get();
    long grace = now.tokens().expiryGrace().toMillis();
    long left = millisLeft(now, caller);
    return left == Long.MAX_VALUE ? left : left + grace;
  }

  private long millisLeft(AuthConfig now, Caller caller) {
    if (caller.expiresAtMillis() == Caller.NEVER) {
      return Long.MAX_VALUE;
    }
    return caller.expiresAtMillis() + now.tokens().clockSkew().toMillis() - clock.epochMillis();
  }

  private static boolean allows(Who who, Caller caller, Act act, String topic) {
    return switch (who) {
      case ANYONE -> true;
      case ANY_TOKEN -> !caller.isAnonymous() && caller.grants().reach(topic);
      case GRANT -> caller.grants().allow(act, topic);
      case NOBODY -> false;
    };
  }

  private static AccessDeniedException denied(
      AuthConfig now, Who who, Caller caller, String refusal) {
    if (who == Who.NOBODY || (caller.isAnonymous() && now.issuers().isEmpty())) {
      return new AccessDeniedException(Reason.FORBIDDEN, refusal);
    }
    return caller.isAnonymous()
        ? new AccessDeniedException(Reason.NO_TOKEN, refusal + " without a token")
        : new AccessDeniedException(Reason.NOT_GRANTED, refusal);
  }

  private static Who who(AuthConfig now, Act act, String topic) {
    TopicRuleConfig rule = rule(now, topic);
    Who said = rule == null ? null : said(rule, act);
    if (said != null) {
      return said;
    }
    return switch (act) {
      case SUBSCRIBE -> anyoneIf(TopicPattern.anyMatches(now.anonymous().subscribe(), topic));
      case PUBLISH -> anyoneIf(TopicPattern.anyMatches(now.anonymous().publish(), topic));
      case HISTORY -> who(now, Act.SUBSCRIBE, topic);
    };
  }

  private static Who anyoneIf(boolean listed) {
    return listed ? Who.ANYONE : Who.GRANT;
  }

  private static @Nullable Who said(TopicRuleConfig rule, Act act) {
    return switch (act) {
      case SUBSCRIBE -> rule.subscribe();
      case PUBLISH -> rule.publish();
      case HISTORY -> rule.history();
    };
  }

  private static @Nullable TopicRuleConfig rule(AuthConfig now, String topic) {
    for (TopicRuleConfig rule : now.rules()) {
      if (rule.match().matches(topic)) {
        return rule;
      }
    }
    return null;
  }
}
