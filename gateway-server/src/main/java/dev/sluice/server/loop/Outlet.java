package dev.sluice.server.loop;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The shortest way for bytes to a client: into its socket, where nothing stands between and nothing
 * waits, else through the pipeline. One send is most of what a delivery costs, and the way through
 * the pipeline and Netty's outbound buffer a fifth of it again (docs/performance.md), so it is left
 * out where it does nothing. Each belongs to its channel's loop.
 */
public final class Outlet {
  private final Channel channel;
  private final @Nullable Socket socket;

  private Outlet(Channel channel, @Nullable Socket socket) {
    this.channel = channel;
    this.socket = socket;
  }

  /** For a channel whose pipeline encodes nothing any more, but for TLS or an HTTP/2 stream. */
  public static Outlet of(Channel channel) {
    boolean plain =
        channel instanceof EpollSocketChannel && channel.pipeline().get(SslHandler.class) == null;
    return new Outlet(channel, plain ? (Socket) ((EpollSocketChannel) channel).fd() : null);
  }

  /** The channel. */
  public Channel channel() {
    return channel;
  }

  /** Sends what others send too; the caller keeps its reference. */
  public void sendShared(ByteBuf bytes) {
    int sent = trySend(bytes);
    int rest = bytes.readableBytes() - sent;
    if (rest > 0) {
      ByteBuf unsent = bytes.retainedSlice(bytes.readerIndex() + sent, rest);
      channel.writeAndFlush(unsent, channel.voidPromise());
    }
  }

  /** Sends bytes and takes the caller's reference. */
  public void send(ByteBuf bytes) {
    int sent = trySend(bytes);
    if (sent == bytes.readableBytes()) {
      bytes.release();
    } else {
      channel.writeAndFlush(bytes.skipBytes(sent), channel.voidPromise());
    }
  }

  /**
   * How many bytes the socket has taken. A channel that is closing has no outbound buffer any more,
   * and it loses that before its descriptor, whose number may be another connection's by now.
   */
  private int trySend(ByteBuf bytes) {
    Socket direct = socket;
    if (direct == null || !bytes.hasMemoryAddress()) {
      return 0;
    }
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    if (waiting == null || waiting.totalPendingWriteBytes() > 0) {
      return 0;
    }
    try {
      int sent =
          direct.sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
      return Math.max(0, sent);
    } catch (IOException e) {
      return 0; // the ordinary way meets it again, and closes the channel for it
    }
  }
}
