package dev.sluice.server.net;

import dev.sluice.server.http.Http1Connection;
import dev.sluice.server.http.Http2Pipeline;
import dev.sluice.server.http.HttpService;
import dev.sluice.server.http.Refusal;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a TLS connection the handlers of the protocol that was negotiated (RFC 7301). Belongs to
 * its loop.
 */
final class AlpnHandler extends ApplicationProtocolNegotiationHandler {
  private static final Logger LOG = LoggerFactory.getLogger(AlpnHandler.class);

  private final HttpService service;

  AlpnHandler(HttpService service) {
    super(ApplicationProtocolNames.HTTP_1_1);
    this.service = service;
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
  protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
    service.refusals().onRefused(Refusal.TLS_HANDSHAKE);
    ctx.close();
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
