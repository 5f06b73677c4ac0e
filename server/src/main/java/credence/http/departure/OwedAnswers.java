package credence.http.departure;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/// The answers that have been handed to a connection and that its client has not taken. Counted
/// where answers are written and sent, so that a client that takes them at once costs two
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

  /// Says whose answers they are.
  public void of(Channel own) {
    channel = own;
  }

  /// Whether the connection takes more answers by its own bound.
  public boolean isWritable() {
    return channel != null && channel.isWritable();
  }

  /// Counts what is owed now.
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

  /// Counts what is owed when all that was written has been sent as far as the client took it.
  public void flushed() {
    count();
    isLeft = bytes > 0;
  }

  /// Whether the client has left something of what was sent.
  public boolean isLeft() {
    return isLeft;
  }

  /// Forgets what was owed, since the connection is closed.
  public void clear() {
    held.answer(-bytes);
    bytes = 0;
  }

  /// How many bytes are owed.
  public long bytes() {
    return bytes;
  }

  /// For how long the client has taken nothing of what it is owed, as far as calls of this tell; 0
  /// if it is owed nothing.
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
