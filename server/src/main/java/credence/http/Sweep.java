package credence.http;

import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Enforces the time limits of an event loop: of exchanges without progress, connections without a
/// request, and clients that do not read their responses.
public final class Sweep {
  /// How often an event loop is swept.
  public static final long PERIOD_MILLIS = 250;

  private static final long EXCESS_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);

  /// How long a client may hold memory without progress when memory is tight.
  private static final long TIGHT_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

  private Sweep() {}

  /// Sweeps a loop, on its thread.
  ///
  /// @param nowNanos the current time as a value of [System#nanoTime()]
  static void run(LoopState loop, long nowNanos) {
    loop.releaseReplacedState();
    loop.open().forEach(exchange -> exchange.endIfLate(nowNanos));
    delegateStalled(loop);
    rejectOverdue(loop, nowNanos);
    cutOffUnread(loop, nowNanos);
    long idleNanosMax =
        TimeUnit.MILLISECONDS.toNanos(loop.server().settings().timeouts().idleTimeoutMillis());
    List<HttpConnection> idle = new ArrayList<>(0);
    loop.connections()
        .forEach(
            (connection, state) -> {
              long nanosMax = state.isExcess() ? EXCESS_NANOS_MAX : idleNanosMax;
              if (state.idleNanos(nowNanos) > nanosMax) {
                idle.add(connection);
              }
            });
    loop.metrics().cutOff(CutOff.IDLE).add(idle.size());
    idle.forEach(VertxInternals::abort);
  }

  /// Rejects heads that have exceeded their time limit.
  private static void rejectOverdue(LoopState loop, long nowNanos) {
    long nanosMax =
        TimeUnit.MILLISECONDS.toNanos(loop.server().settings().timeouts().headTimeoutMillis());
    List<RequestGuard> overdue = new ArrayList<>(0);
    for (Connection state : loop.connections().values()) {
      RequestGuard guard = state.guard();
      if (guard != null && guard.isOverdue(nowNanos, nanosMax)) {
        overdue.add(guard);
      }
    }
    overdue.forEach(RequestGuard::rejectOverdue);
  }

  /// Delegates incomplete requests to Vert.x, before idle connections are determined: one whose
  /// head is complete is not idle.
  private static void delegateStalled(LoopState loop) {
    List<ConnectionFlow> stalled = new ArrayList<>(0);
    loop.connections()
        .values()
        .forEach(
            state -> {
              ConnectionFlow flow = state.flow();
              if (flow != null && flow.isStalled()) {
                stalled.add(flow);
              }
            });
    stalled.forEach(ConnectionFlow::delegate);
  }

  /// Closes the connections of clients that do not read their responses, or first ends their
  /// batches; sooner if memory is tight, starting with those that hold the most.
  private static void cutOffUnread(LoopState loop, long nowNanos) {
    long unreadNanosMax =
        TimeUnit.MILLISECONDS.toNanos(loop.server().settings().timeouts().unreadTimeoutMillis());
    long batchNanosMax =
        TimeUnit.MILLISECONDS.toNanos(loop.server().settings().timeouts().batchUnreadMillis());
    List<ConnectionFlow> unread = new ArrayList<>(0);
    List<Exchange> batches = new ArrayList<>(0);
    List<Connection> stuck = new ArrayList<>(0);
    for (Connection state : loop.connections().values()) {
      ConnectionFlow flow = state.flow();
      if (flow != null) {
        long nanos = flow.unreadNanos(nowNanos);
        Exchange batch = state.streamed();
        if (batch != null
            && !batch.hasRoom()
            && Math.min(nanos, batch.body().pausedNanos(nowNanos)) > batchNanosMax) {
          batches.add(batch);
        } else if (nanos > unreadNanosMax && batch == null) {
          unread.add(flow);
        } else if (Math.max(nanos, flow.silentNanos(nowNanos)) > TIGHT_NANOS_MAX) {
          stuck.add(state);
        }
      }
    }
    unread.forEach(flow -> flow.cutOff(CutOff.UNREAD));
    batches.forEach(batch -> batch.guard(() -> batch.problemOrClose(RequestBody.UNREAD)));
    if (loop.held().isTight()) {
      stuck.sort(Comparator.comparingLong(Connection::heldBytes).reversed());
      for (Connection state : stuck) {
        ConnectionFlow flow = state.flow();
        if (flow != null && loop.held().isTight() && state.heldBytes() > 0) {
          flow.cutOff(CutOff.MEMORY);
        }
      }
    }
  }
}
