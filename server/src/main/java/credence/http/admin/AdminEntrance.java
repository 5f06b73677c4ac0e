package credence.http.admin;

import static credence.logging.Field.field;

import credence.http.Connection;
import credence.http.Entrance;
import credence.http.settings.AdmissionSettings;
import credence.logging.EventLog;
import credence.logging.LogEvent;
import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Admission control of the admin port, which clients without a token cannot block.
///
/// A connection is unknown until one of its requests has been admitted. Unknown connections are
/// limited in number and time. A new connection is always accepted: at the limit, it displaces the
/// oldest unknown connection, of its own address if that address has too many, otherwise of the
/// address with the most. So a client that sends its request immediately is admitted despite any
/// number of idle connections.
///
/// The remaining capacity is for known connections; when it is exhausted, the connection that has
/// been idle the longest is closed. Called by the accepting thread and by the port's event loop.
final class AdminEntrance implements Entrance {
  private static final long LOG_PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final AdmissionSettings settings;
  private final EventLog log;

  /// The unknown connections, the oldest first.
  private final Map<Channel, Unknown> unknown = new LinkedHashMap<>();

  private final Map<Channel, Connection> known = new LinkedHashMap<>();
  private final LongAdder displaced = new LongAdder();
  private final LongAdder late = new LongAdder();
  private long loggedAtNanos = System.nanoTime() - LOG_PERIOD_NANOS;
  private long displacedAtLog;

  private record Unknown(String address, long sinceNanos) {}

  AdminEntrance(AdmissionSettings settings, EventLog log) {
    this.settings = settings;
    this.log = log;
  }

  @Override
  public boolean admits(SocketChannel connection) {
    String address = address(connection.remoteAddress());
    Channel victim;
    synchronized (this) {
      unknown.put(connection, new Unknown(address, System.nanoTime()));
      victim = victim(address);
      if (victim != null) {
        unknown.remove(victim);
        displaced.increment();
        logDisplaced(address);
      }
    }
    connection.closeFuture().addListener(_ -> forget(connection));
    if (victim != null) {
      abort(victim);
    }
    return true;
  }

  @Override
  public boolean displaces() {
    return true;
  }

  /// The connection to close for the newest unknown connection; null if none has to be closed.
  private @Nullable Channel victim(String newest) {
    Map<String, Integer> counts = new HashMap<>();
    unknown.values().forEach(one -> counts.merge(one.address(), 1, Integer::sum));
    if (counts.getOrDefault(newest, 0) > settings.unknownConnectionsPerAddressMax()) {
      return oldest(Map.of(newest, 1), 1);
    }
    if (unknown.size() > settings.unknownConnectionsMax()) {
      return oldest(counts, counts.values().stream().max(Integer::compare).orElse(0));
    }
    return null;
  }

  private @Nullable Channel oldest(Map<String, Integer> counts, int count) {
    for (Map.Entry<Channel, Unknown> entry : unknown.entrySet()) {
      if (counts.getOrDefault(entry.getValue().address(), 0) == count) {
        return entry.getKey();
      }
    }
    return null;
  }

  private void logDisplaced(String address) {
    long now = System.nanoTime();
    if (now - loggedAtNanos >= LOG_PERIOD_NANOS) {
      log.log(
          LogEvent.ADMIN_CONNECTIONS_DISPLACED,
          field("connections", displaced.sum() - displacedAtLog),
          field("newest_from", address));
      loggedAtNanos = now;
      displacedAtLog = displaced.sum();
    }
  }

  /// Records that a request was admitted; called on the event loop.
  ///
  /// @param state the state of the connection on the event loop
  /// @return false if known connections exhaust the port and each has a request in flight
  boolean admitted(Channel connection, Connection state) {
    Channel victim = null;
    synchronized (this) {
      if (!unknown.containsKey(connection)) {
        return true; // Already known, or closed.
      }
      int knownMax = settings.connectionsMax() - settings.unknownConnectionsMax();
      if (known.size() >= knownMax) {
        victim = longestIdle();
        if (victim == null) {
          return false;
        }
        known.remove(victim);
        displaced.increment();
      }
      unknown.remove(connection);
      known.put(connection, state);
    }
    if (victim != null) {
      abort(victim);
    }
    return true;
  }

  private @Nullable Channel longestIdle() {
    long now = System.nanoTime();
    Channel victim = null;
    long most = -1;
    for (Map.Entry<Channel, Connection> entry : known.entrySet()) {
      long idle = entry.getValue().idleNanos(now);
      if (idle > most) {
        victim = entry.getKey();
        most = idle;
      }
    }
    return victim;
  }

  /// Closes the unknown connections whose time limit has expired.
  void closeLate(long nowNanos) {
    List<Channel> expired = new ArrayList<>(0);
    long most = TimeUnit.MILLISECONDS.toNanos(settings.admissionMillis());
    synchronized (this) {
      Iterator<Map.Entry<Channel, Unknown>> oldestFirst = unknown.entrySet().iterator();
      while (oldestFirst.hasNext()) {
        Map.Entry<Channel, Unknown> entry = oldestFirst.next();
        if (nowNanos - entry.getValue().sinceNanos() < most) {
          break;
        }
        expired.add(entry.getKey());
        oldestFirst.remove();
        late.increment();
      }
    }
    expired.forEach(AdminEntrance::abort);
  }

  private synchronized void forget(Channel connection) {
    unknown.remove(connection);
    known.remove(connection);
  }

  /// Closes a connection immediately, even if its client has not read all data.
  private static void abort(Channel connection) {
    connection
        .eventLoop()
        .execute(() -> connection.unsafe().close(connection.unsafe().voidPromise()));
  }

  /// The address that limits apply to: for IPv6, the network from which a client can choose
  /// addresses.
  static String address(@Nullable InetSocketAddress remote) {
    InetAddress address = remote == null ? null : remote.getAddress();
    if (address == null) {
      return "unknown";
    }
    String text = address.getHostAddress();
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return text;
    }
    StringBuilder network = new StringBuilder();
    for (int i = 0; i < 8; i += 2) {
      network.append(Integer.toHexString((bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff)));
      network.append(':');
    }
    return network.append(":/64").toString();
  }

  /// The number of open connections without an admitted request.
  synchronized int unknown() {
    return unknown.size();
  }

  /// The number of open connections with an admitted request.
  synchronized int known() {
    return known.size();
  }

  /// The number of connections closed to make room for others.
  long displaced() {
    return displaced.sum();
  }

  /// The number of unknown connections closed because their time limit expired.
  long late() {
    return late.sum();
  }
}
