package dev.sluice.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;

/** Knows one protocol by its first bytes. Stateless, any loop. */
interface ProtocolSelector {
  /** What the first bytes say. */
  enum Verdict {
    /** It is this protocol. */
    YES,
    /** It isn't, whatever follows. */
    NO,
    /** It may be: more bytes will tell. */
    NEED_MORE
  }

  /** Looks at what a connection began with, and leaves it as it is. */
  Verdict peek(ByteBuf first);

  /** Appends the protocol's handlers to a pipeline whose bytes are all still to come. */
  void appendTo(ChannelPipeline pipeline);
}
