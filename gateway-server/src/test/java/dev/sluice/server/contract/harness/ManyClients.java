package dev.sluice.server.contract.harness;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Clients in a process of their own, as they and the gateway's sockets would be more than one
 * process may open. They listen over all transports until they are told to go, and tell how they
 * were and when.
 */
public final class ManyClients implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private ManyClients(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** How one client's connection ended. */
  public record End(Kind kind, boolean good, long millis) {
    private static End parse(String line) {
      String[] words = line.split(" ", -1);
      return new End(
          Kind.valueOf(words[0]), Boolean.parseBoolean(words[1]), Long.parseLong(words[2]));
    }

    private String line() {
      return kind + " " + good + " " + millis;
    }
  }

  /** Starts so many. */
  public static ManyClients start(InetSocketAddress gateway, int count) {
    try {
      return new ManyClients(new ProcessBuilder(
              System.getProperty("java.home") + "/bin/java",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              ManyClients.class.getName(),
              Integer.toString(gateway.getPort()),
              Integer.toString(count))
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until all have ended; how, in the order of their ends. */
  public List<End> ends() {
    return out.lines().map(End::parse).toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The ways to listen. */
  public enum Kind {
    /** A WebSocket; its end is a close frame with 1001. */
    WS("""
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        """, "\u0088\u000c\u0003\u00e9going away"),
    /** An event stream; it is told when to come back, and its last chunk comes. */
    SSE("Accept: text/event-stream\r\n", "\nretry: [0-9]+\n\n\r\n0\r\n\r\n"),
    /** NDJSON; its last chunk comes. */
    STREAM("Accept: application/x-ndjson\r\n", "\r\n\r\n0\r\n\r\n"),
    /** A long-poll; it is answered with a cursor and nothing else, on a connection that ends. */
    LONGPOLL(
        "Prefer: wait=3600\r\n",
        "\r\nConnection: close\r\n(?s:.*)\\{\"cursor\":\"[^\"]+\",\"messages\":\\[\\]\\}");

    private final String headerLines;
    private final String end;

    Kind(String headerLines, String end) {
      this.headerLines = headerLines;
      this.end = end;
    }

    private String request() {
      return "GET /v1/topics/many HTTP/1.1\r\nHost: x\r\n" + headerLines + "\r\n";
    }

    private boolean isGood(String received) {
      return received.matches("(?s:HTTP/1.1 [12].*)" + end);
    }
  }

  /** Arguments: the gateway's port, and how many. */
  public static void main(String[] arguments) throws InterruptedException {
    InetSocketAddress gateway =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    int count = Integer.parseInt(arguments[1]);
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    List<Channel> channels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      channels.add(connect(group, gateway, Kind.values()[i % Kind.values().length]));
    }
    for (Channel channel : channels) {
      channel.closeFuture().sync();
    }
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  private static Channel connect(
      MultiThreadIoEventLoopGroup group, InetSocketAddress gateway, Kind kind)
      throws InterruptedException {
    return new Bootstrap()
        .group(group)
        .channel(NioSocketChannel.class)
        .handler(new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new Client(kind));
          }
        })
        .connect(gateway)
        .sync()
        .channel();
  }

  private static final class Client extends SimpleChannelInboundHandler<ByteBuf> {
    private static final String CLOSE = "\u0088\u0082\u0000\u0000\u0000\u0000\u0003\u00e9";

    private final Kind kind;
    private final StringBuilder received = new StringBuilder();

    Client(Kind kind) {
      this.kind = kind;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      send(ctx, kind.request());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      received.append(bytes.toString(StandardCharsets.ISO_8859_1));
      if (kind == Kind.WS && kind.isGood(received.toString())) {
        send(ctx, CLOSE);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      long millis = System.nanoTime() / 1_000_000;
      System.out.println(new End(kind, kind.isGood(received.toString()), millis).line());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      received.append(cause); // no good end, then
      ctx.close();
    }

    private static void send(ChannelHandlerContext ctx, String latin1) {
      ctx.writeAndFlush(Unpooled.wrappedBuffer(latin1.getBytes(StandardCharsets.ISO_8859_1)));
    }
  }
}
