package dev.sluice.server.loop;

/**
 * The wish to know what somebody's connections do. Immutable, any thread.
 *
 * @param id its number
 * @param subject whose
 * @param name the user's name, or the connection's number
 * @param untilMillis when it ends, in milliseconds since 1970
 */
public record Trace(long id, Subject subject, String name, long untilMillis) {
  /** What is traced. */
  public enum Subject {
    /** All connections of a user. */
    USER,
    /** One connection. */
    CONNECTION
  }

  boolean covers(Subscriber subscriber) {
    return name.equals(
        subject == Subject.USER ? subscriber.user() : SubscriberId.text(subscriber.id()));
  }
}
