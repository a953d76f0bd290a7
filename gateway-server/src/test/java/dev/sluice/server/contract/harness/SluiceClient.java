package dev.sluice.server.contract.harness;

import java.nio.ByteBuffer;
import java.util.Map;

/** A client of the subprotocol that asks and awaits the answer. */
public final class SluiceClient implements AutoCloseable {
  private final WebSocketSubscriber webSocket;

  /** Opens an address; with more than one topic, ids are no cursors. */
  public SluiceClient(Subscribe subscribe) {
    this.webSocket = new WebSocketSubscriber(subscribe.webSocketUri(), 1, Frames.SLUICE);
  }

  /** Sends a frame, and gives the next answer, the one to it unless something is wrong. */
  public Answer ask(String frame) {
    webSocket.send(frame);
    return answer();
  }

  /** Sends a binary frame. */
  public void sendBinary(byte... bytes) {
    Await.value(webSocket.webSocket().sendBinary(ByteBuffer.wrap(bytes), true));
  }

  /** Sends a frame without awaiting anything. */
  public void send(String frame) {
    webSocket.send(frame);
  }

  /** The next thing that came, which has to be an answer. */
  public Answer answer() {
    Told told = webSocket.inbox().next();
    while (told instanceof Told.Heartbeat || told instanceof Told.At) {
      told = webSocket.inbox().next();
    }
    if (told instanceof Told.Other other) {
      return Answer.read(other.text());
    }
    throw new AssertionError("expected an answer, was told " + told);
  }

  /** What it was told. */
  public Inbox inbox() {
    return webSocket.inbox();
  }

  @Override
  public void close() {
    webSocket.close();
  }

  /**
   * The answer to a request.
   *
   * @param id as it was written, empty where there is none
   * @param ok as it was written, empty for an error
   * @param error its code, empty for a success
   */
  public record Answer(String id, String ok, String error) {
    /** Reads one. */
    public static Answer read(String json) {
      Map<String, String> members = RawJson.members(json);
      String id = members.getOrDefault("id", "");
      String ok = members.get("ok");
      String error = members.get("error");
      if ((ok == null) == (error == null) || members.size() != (id.isEmpty() ? 1 : 2)) {
        throw new AssertionError("neither ok nor error: " + json);
      }
      return error == null
          ? new Answer(id, String.valueOf(ok), "")
          : new Answer(id, "", code(error));
    }

    private static String code(String error) {
      Map<String, String> members = RawJson.members(error);
      int size = members.containsKey("retry_after") ? 3 : 2;
      if (Envelope.string(members.get("message")).isEmpty() || members.size() != size) {
        throw new AssertionError("expected code and message: " + error);
      }
      return Envelope.string(members.get("code"));
    }

    /** A string of what is ok. */
    public String okString(String name) {
      return Envelope.string(RawJson.members(ok).get(name));
    }

    /** A value of what is ok, as it was written. */
    public String okValue(String name) {
      return RawJson.members(ok).getOrDefault(name, "");
    }
  }
}
