package credence.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// Puts a load on a server from one thread, which never sleeps: it costs a core, and a request goes
/// out when it is due.
///
/// At a fixed rate requests are due by the [Schedule] whatever the server does. One that is due
/// while all connections are taken waits for one, and the wait is part of its latency. Requests
/// that are due on the same connection at the same time leave in one write.
final class LoadGenerator {
  private static final long DRAIN_NANOS_MAX = 5_000_000_000L;
  private static final int READ_BUFFER_BYTES = 1 << 17;

  private final LoadSettings settings;
  private final Selector selector;
  private final List<LoadConnection> connections = new ArrayList<>();
  private final ArrayDeque<LoadConnection> free = new ArrayDeque<>();
  private final ArrayDeque<LoadConnection> added = new ArrayDeque<>();
  private final ByteBuffer readBuffer = ByteBuffer.allocate(READ_BUFFER_BYTES);
  private final LoadFigures figures;
  private final long startNanos;
  private final long endNanos;
  private final LongConsumer tick;
  private long next;
  private long onTheirWay;

  /// Opens the connections.
  ///
  /// @param request the bytes of one request
  /// @param tick called with the time on each turn, for what else happens on this thread
  LoadGenerator(InetSocketAddress address, byte[] request, LoadSettings settings, LongConsumer tick)
      throws IOException {
    this.settings = settings;
    this.tick = tick;
    this.selector = Selector.open();
    ByteBuffer requests = ByteBuffer.allocateDirect(request.length * settings.pipeline());
    for (int i = 0; i < settings.pipeline(); i++) {
      requests.put(request);
    }
    long now = System.nanoTime();
    startNanos = now + 1_000_000L * (50 + settings.connections() / 10);
    long countedFrom = startNanos + (long) (settings.warmupSeconds() * 1e9);
    endNanos = countedFrom + (long) (settings.seconds() * 1e9);
    figures = new LoadFigures(countedFrom, settings.timelineMillis() * 1_000_000L);
    for (int i = 0; i < settings.connections(); i++) {
      LoadConnection connection =
          new LoadConnection(
              address, selector, requests, request.length, settings.pipeline(), figures);
      connections.add(connection);
      free.add(connection);
    }
  }

  /// The instant from which requests are counted, as [System#nanoTime()] has it.
  long countedFromNanos() {
    return startNanos + (long) (settings.warmupSeconds() * 1e9);
  }

  /// Runs the load to its end.
  LoadFigures run() throws IOException {
    long before = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      if (now >= countedFromNanos()) {
        figures.stalled(now - before);
      }
      before = now;
      if (now >= startNanos) {
        dispatch(now);
      }
      tick.accept(now);
      selector.selectNow(this::ready);
      boolean sentAll = now >= endNanos || next >= settings.requestsMax();
      boolean drained = onTheirWay == 0 && !isDue(Math.min(now, endNanos));
      if (sentAll && (drained || now >= endNanos + DRAIN_NANOS_MAX)) {
        return end(now);
      }
    }
  }

  /// Sends what is due, as far as connections have room.
  private void dispatch(long now) throws IOException {
    long until = Math.min(now, endNanos);
    while (!free.isEmpty() && isDue(until)) {
      LoadConnection connection = free.poll();
      connection.add(dueNanos(now));
      next++;
      onTheirWay++;
      added.add(connection);
      if (connection.room() > 0) {
        free.add(connection);
      }
    }
    while (!added.isEmpty()) {
      LoadConnection connection = added.poll();
      try {
        connection.flush(now);
      } catch (IOException broken) {
        restart(connection);
      }
    }
  }

  private boolean isDue(long until) {
    return next < settings.requestsMax()
        && (settings.schedule() == null ? until < endNanos : dueNanos(until) < until);
  }

  private long dueNanos(long now) {
    Schedule schedule = settings.schedule();
    return schedule == null ? now : startNanos + schedule.dueNanos(next);
  }

  private void ready(SelectionKey key) {
    LoadConnection connection = (LoadConnection) key.attachment();
    try {
      if (key.isReadable()) {
        boolean hadRoom = connection.room() > 0;
        onTheirWay -= connection.read(readBuffer);
        if (!hadRoom && connection.room() > 0) {
          free.add(connection);
        }
      }
      if (key.isValid() && key.isWritable()) {
        connection.flush(System.nanoTime());
      }
    } catch (IOException | ResponseReader.Malformed broken) {
      restart(connection);
    }
  }

  private void restart(LoadConnection connection) {
    boolean hadRoom = connection.room() > 0;
    try {
      onTheirWay -= connection.fail();
      if (!hadRoom) {
        free.add(connection);
      }
    } catch (IOException refused) {
      connections.remove(connection);
      free.remove(connection);
    }
  }

  private LoadFigures end(long now) throws IOException {
    for (LoadConnection connection : connections) {
      for (int i = 0; i < connection.outstanding(); i++) {
        figures.unanswered(connection.dueNanos(i), now);
      }
      connection.close();
    }
    while (settings.schedule() != null && isDue(Math.min(now, endNanos))) {
      figures.unanswered(dueNanos(now), now);
      next++;
    }
    selector.close();
    return figures;
  }
}
