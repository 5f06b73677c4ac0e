package credence.http.departure;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/// The responses that have been passed to a connection and that its client has not read. Counted
/// when they are written and sent, so that a client that reads them immediately costs only two
/// subtractions.
public final class UnreadAnswers {
  private final HeldBytes held;
  private @Nullable Channel channel;
  private long bytes;
  private boolean progressed;
  private boolean isUnread;
  private boolean isBehind;
  private long unreadSinceNanos;

  public UnreadAnswers(HeldBytes held) {
    this.held = held;
  }

  /// Sets the connection's channel.
  public void channel(Channel newChannel) {
    channel = newChannel;
  }

  /// Whether the channel accepts more responses according to its water marks.
  public boolean isWritable() {
    return channel != null && channel.isWritable();
  }

  /// Updates the count.
  public void count() {
    if (channel == null) {
      return;
    }
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    long now = out == null ? 0 : out.totalPendingWriteBytes();
    isBehind &= now > 0;
    if (now != bytes) {
      progressed |= now < bytes;
      held.answer(now - bytes);
      bytes = now;
    }
  }

  /// Updates the count after a flush.
  public void flushed() {
    count();
    isBehind = bytes > 0;
  }

  /// Whether the client has not read everything since the last flush.
  public boolean isBehind() {
    return isBehind;
  }

  /// Resets the count, because the connection is closed.
  public void clear() {
    held.answer(-bytes);
    bytes = 0;
  }

  /// The number of unread bytes.
  public long bytes() {
    return bytes;
  }

  /// How long the client has read none of its unread responses, in nanoseconds, as observed by
  /// calls of this method; 0 if there are none.
  public long unreadNanos(long nowNanos) {
    count();
    if (bytes == 0 || progressed || !isUnread) {
      isUnread = bytes > 0;
      unreadSinceNanos = nowNanos;
    }
    progressed = false;
    return isUnread ? nowNanos - unreadSinceNanos : 0;
  }
}
