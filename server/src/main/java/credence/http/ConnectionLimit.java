package credence.http;

import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.AttributeKey;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// The entrance of the prediction port: limits the number of open connections. Some connections
/// above the limit receive a rejection; further ones are closed immediately.
public final class ConnectionLimit implements Entrance {
  /// The number of connections above the limit that receive a rejection before they are closed.
  private static final int ANSWERED_MAX = 256;

  private static final AttributeKey<Boolean> EXCESS =
      AttributeKey.valueOf(ConnectionLimit.class, "excess");

  private final int connectionsMax;
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder rejected = new LongAdder();

  ConnectionLimit(int connectionsMax) {
    this.connectionsMax = connectionsMax;
  }

  @Override
  public boolean admits(SocketChannel connection) {
    int now = open.incrementAndGet();
    if (now > connectionsMax) {
      rejected.increment();
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

  /// Whether a connection exceeds the limit, so that its first request is to be rejected.
  static boolean isExcess(Channel connection) {
    return connection.hasAttr(EXCESS);
  }

  /// The number of open connections, including those in their TLS handshake.
  public int open() {
    return open.get();
  }

  /// The number of connections above the limit so far.
  public long rejected() {
    return rejected.sum();
  }
}
