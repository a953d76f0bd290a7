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
 * waits, else through the pipeline. One send is most of what a delivery costs
 * (docs/performance.md): the way through the pipeline and Netty's outbound buffer comes on top, so
 * it is left out where it does nothing. Each belongs to its channel's loop.
 */
public final class Outlet {
  private final Channel channel;
  private final @Nullable Socket socket;
  private final @Nullable ChannelOutboundBuffer waiting;

  private Outlet(
      Channel channel, @Nullable Socket socket, @Nullable ChannelOutboundBuffer waiting) {
    this.channel = channel;
    this.socket = socket;
    this.waiting = waiting;
  }

  /** For a channel whose pipeline encodes nothing any more, but for TLS or an HTTP/2 stream. */
  public static Outlet of(Channel channel) {
    if (channel instanceof EpollSocketChannel epoll
        && channel.pipeline().get(SslHandler.class) == null) {
      return new Outlet(channel, (Socket) epoll.fd(), channel.unsafe().outboundBuffer());
    }
    return new Outlet(channel, null, null);
  }

  /** False while more waits for the client than it should. */
  public boolean isWritable() {
    return isOpenWide() || channel.isWritable();
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

  /** How many bytes the socket has taken. */
  private int trySend(ByteBuf bytes) {
    Socket direct = socket;
    if (direct == null || !isOpenWide() || !bytes.hasMemoryAddress()) {
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

  /**
   * True where nothing stands between and nothing waits. A socket's descriptor is marked as closed
   * before it is closed, by this thread: its number may be another connection's after.
   */
  private boolean isOpenWide() {
    return socket != null
        && waiting != null
        && waiting.totalPendingWriteBytes() == 0
        && socket.isOpen();
  }
}
