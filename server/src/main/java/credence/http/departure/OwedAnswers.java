package credence.http.departure;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/// The responses that have been passed to a connection and that its client has not read. Counted
/// when they are written and sent, so that a client that reads them immediately costs only two
/// subtractions.
public final class OwedAnswers {
  private final HeldBytes held;
  private @Nullable Channel channel;
  private long bytes;
  private boolean taken;
  private boolean isUnread;
  private boolean isLeft;
  private long unreadSinceNanos;

  public OwedAnswers(HeldBytes held) {
    this.held = held;
  }

  /// Sets the connection's channel.
  public void of(Channel own) {
    channel = own;
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
    isLeft &= now > 0;
    if (now != bytes) {
      taken |= now < bytes;
      held.answer(now - bytes);
      bytes = now;
    }
  }

  /// Updates the count after a flush.
  public void flushed() {
    count();
    isLeft = bytes > 0;
  }

  /// Whether the client has not read everything since the last flush.
  public boolean isLeft() {
    return isLeft;
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
    if (bytes == 0 || taken || !isUnread) {
      isUnread = bytes > 0;
      unreadSinceNanos = nowNanos;
    }
    taken = false;
    return isUnread ? nowNanos - unreadSinceNanos : 0;
  }
}
