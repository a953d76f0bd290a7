package dev.sluice.server.limits;

import java.time.Duration;

/**
 * All limits, as one value that can be put in another's place. Immutable, any thread.
 *
 * @param total of all clients together
 * @param perAddress of each client address; an IPv6 client is its /64
 * @param perUser of each user
 * @param burst how long what a rate allows is saved up while it isn't used
 */
public record LimitRules(Quota total, Quota perAddress, Quota perUser, Duration burst) {
  Quota of(Scope scope) {
    return switch (scope) {
      case ALL -> total;
      case ADDRESS -> perAddress;
      case USER -> perUser;
    };
  }
}
