package dev.sluice.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A connection without a socket, whose halves can be closed one by one. */
public final class HttpChannel extends EmbeddedChannel implements DuplexChannel {
  private final @Nullable SocketAddress peer;
  private boolean outputShutdown;

  private HttpChannel(@Nullable SocketAddress peer) {
    this.peer = peer;
  }

  /** A connection from an address, with handlers still to come. */
  public static HttpChannel from(String address) {
    return new HttpChannel(new InetSocketAddress(address, 12345));
  }

  /** A connection that is served. */
  public static HttpChannel serving(HttpService service) {
    HttpChannel channel = new HttpChannel(null);
    Http1Connection.appendTo(channel.pipeline(), service);
    return channel;
  }

  /** Receives bytes, given as Latin-1 text. */
  public void receive(String latin1) {
    receive(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Receives bytes; what comes when it is closed is lost, as with a socket. */
  public void receive(byte[] bytes) {
    if (isOpen()) {
      writeInbound(Unpooled.wrappedBuffer(bytes));
    }
  }

  /** What was sent since this was asked last, as Latin-1 text. */
  public String sent() {
    StringBuilder text = new StringBuilder();
    ByteBuf bytes;
    while ((bytes = readOutbound()) != null) {
      text.append(bytes.toString(StandardCharsets.ISO_8859_1));
      bytes.release();
    }
    return text.toString();
  }

  /** Has the other side read no more, or again. */
  public void setWritable(boolean writable) {
    unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
    runPendingTasks();
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return peer == null ? super.remoteAddress0() : peer;
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShutdown;
  }

  @Override
  public ChannelFuture shutdownOutput() {
    return shutdownOutput(newPromise());
  }

  @Override
  public ChannelFuture shutdownOutput(ChannelPromise promise) {
    outputShutdown = true;
    return promise.setSuccess();
  }

  @Override
  public boolean isInputShutdown() {
    return false;
  }

  @Override
  public ChannelFuture shutdownInput() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ChannelFuture shutdownInput(ChannelPromise promise) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public ChannelFuture shutdown() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ChannelFuture shutdown(ChannelPromise promise) {
    throw new UnsupportedOperationException();
  }
}
