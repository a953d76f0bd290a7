package dev.sluice.server.http;

import dev.sluice.server.auth.Caller;
import dev.sluice.server.limits.Allowance;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.Subscriber;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.function.IntConsumer;

/** One request and its answer, over whichever version of HTTP. Belongs to its connection's loop. */
public interface Exchange {
  /** The loop that it belongs to. */
  GatewayLoop loop();

  /** Its connection, or its stream of one. */
  Channel channel();

  /** The method. */
  HttpMethod method();

  /** The decoded request target. */
  Query query();

  /** The headers. */
  HttpHeaders headers();

  /** Who asks; anonymous until that is known. */
  Caller caller();

  /** Says who asks. */
  void identify(Caller caller);

  /** How the bytes of an answer without an end are to be framed. */
  StreamFraming streamFraming();

  /** How it asks for a WebSocket. */
  WebSocketOpening webSocketOpening();

  /** Says what is to be done should the client go before it is answered. */
  void onAbort(Runnable action);

  /** Says what is to be done should the gateway go before it is answered; normally to answer. */
  void onDrain(Runnable action);

  /** Answers with what fits a failure, and counts it; for one that nobody is there to catch. */
  void refuse(RuntimeException failure);

  /** Says who is waiting for its answer, for roll calls. */
  void heldFor(Subscriber subscriber);

  /** Says who is told the status of its answer, whoever gives that. */
  void onResponse(IntConsumer action);
  /**
   * Says what is to be done when it is over: answered, or what it became is closed, or the client
   * has gone.
   */
  void onOver(Runnable action);

  /** What its client may use. */
  Allowance allowance();

  /** Says what its client may use. */
  void allowance(Allowance allowance);

  /** Answers. What follows on the connection is handled after that. */
  void respond(Response response);

  /**
   * Answers with a head only, and gives the connection to other handlers, in pipeline order; they
   * flush it. With a status of 101 it is theirs as it is; otherwise they write a body in this
   * exchange's framing, and close the channel when it ends.
   */
  void takeOver(Response head, ChannelHandler... handlers);
}
