package dev.sluice.server.net;

import dev.sluice.core.time.Deadline;
import dev.sluice.server.http.Http1Connection;
import dev.sluice.server.http.Http2Pipeline;
import dev.sluice.server.http.HttpService;
import dev.sluice.server.http.Refusal;
import dev.sluice.server.loop.Drain;
import dev.sluice.server.loop.GatewayLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the end of a TLS handshake, not longer than for a request's head, and gives the
 * connection the handlers of the protocol that was negotiated (RFC 7301). Belongs to its loop.
 */
final class AlpnHandler extends ApplicationProtocolNegotiationHandler {
  private static final Logger LOG = LoggerFactory.getLogger(AlpnHandler.class);

  private final HttpService service;
  private final Deadline deadline;

  AlpnHandler(Channel channel, HttpService service) {
    super(ApplicationProtocolNames.HTTP_1_1);
    this.service = service;
    this.deadline = GatewayLoops.of(channel).deadlines().deadline(() -> {
      service.refusals().onRefused(Refusal.TLS_HANDSHAKE);
      cutOff(channel);
    });
    deadline.set(service.limits().headTimeout().toNanos());
  }

  @Override
  protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
    if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
      Http2Pipeline.appendTo(ctx.pipeline(), service);
    } else {
      Http1Connection.appendTo(ctx.pipeline(), service);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof Drain) {
      cutOff(ctx.channel());
      return;
    }
    if (event instanceof SslHandshakeCompletionEvent handshake && isRefused(handshake)) {
      service.refusals().onRefused(Refusal.TLS_HANDSHAKE);
    }
    super.userEventTriggered(ctx, event);
  }

  /** Not where the client has left, or was cut off. */
  private static boolean isRefused(SslHandshakeCompletionEvent handshake) {
    return !handshake.isSuccess() && !(handshake.cause() instanceof ClosedChannelException);
  }

  /** Past the encryption, which would wait for its turn to say goodbye. */
  private static void cutOff(Channel channel) {
    ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
    if (tls != null) {
      tls.close();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) throws Exception {
    deadline.clear();
    super.handlerRemoved(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    boolean ofPeer = cause instanceof IOException || cause.getCause() instanceof SSLException;
    if (!ofPeer) {
      LOG.warn("closing {} after a failure", ctx.channel(), cause);
    }
    ctx.close();
  }
}
