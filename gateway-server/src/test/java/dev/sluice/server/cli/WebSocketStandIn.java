package dev.sluice.server.cli;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Sends each WebSocket connection the frames that a test wrote down for it, in order. Any thread.
 */
final class WebSocketStandIn implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final Queue<List<WebSocketFrame>> script;
  private final String subprotocol;
  private final Channel listener;

  WebSocketStandIn(String subprotocol, List<List<WebSocketFrame>> script) {
    this.subprotocol = subprotocol;
    this.script = new ArrayDeque<>(script);
    this.listener = new ServerBootstrap()
        .group(loop)
        .channel(NioServerSocketChannel.class)
        .childHandler(new Pipeline())
        .bind("127.0.0.1", 0)
        .syncUninterruptibly()
        .channel();
  }

  String url() {
    return "http://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** The URIs of all connections so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Pipeline extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      WebSocketServerProtocolConfig config = WebSocketServerProtocolConfig.newBuilder()
          .websocketPath("/v1")
          .checkStartsWith(true)
          .subprotocols(subprotocol)
          .build();
      channel
          .pipeline()
          .addLast(new HttpServerCodec())
          .addLast(new HttpObjectAggregator(65_536))
          .addLast(new WebSocketServerProtocolHandler(config))
          .addLast(new Script());
    }
  }

  private final class Script extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof HandshakeComplete handshake) {
        requests.add(handshake.requestUri());
        List<WebSocketFrame> frames = script.remove();
        for (WebSocketFrame frame : frames) {
          context.write(frame).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
        context.flush();
      }
    }
  }
}
