package credence.http;

import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.AttributeKey;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// The entrance of the port for predictions: a limit of open connections. Some over it are answered
/// with a refusal; more are closed at once.
public final class ConnectionLimit implements Entrance {
  /// How many connections over the limit are answered before they are closed.
  private static final int ANSWERED_MAX = 256;

  private static final AttributeKey<Boolean> EXCESS =
      AttributeKey.valueOf(ConnectionLimit.class, "excess");

  private final int connectionsMax;
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder refused = new LongAdder();

  ConnectionLimit(int connectionsMax) {
    this.connectionsMax = connectionsMax;
  }

  @Override
  public boolean admits(SocketChannel connection) {
    int now = open.incrementAndGet();
    if (now > connectionsMax) {
      refused.increment();
      if (now > connectionsMax + ANSWERED_MAX) {
        open.decrementAndGet();
        return false;
      }
      connection.attr(EXCESS).set(true);
    }
    connection.closeFuture().addListener(_ -> open.decrementAndGet());
    return true;
  }

  @Override
  public boolean displaces() {
    return false;
  }

  /// Whether a connection is to be answered with a refusal.
  static boolean isExcess(Channel connection) {
    return connection.hasAttr(EXCESS);
  }

  /// How many connections are open, those in their TLS handshake included.
  public int open() {
    return open.get();
  }

  /// How many connections were over the limit so far.
  public long refused() {
    return refused.sum();
  }
}
