package credence.http;

import credence.http.problem.Problem;
import org.jspecify.annotations.Nullable;

/// The state of one connection. Used only by its event loop.
public final class Connection {
  private final boolean isExcess;
  private int openExchanges;
  private @Nullable Exchange current;
  private @Nullable RequestGuard guard;
  private @Nullable Problem rejection;
  private long idleSinceNanos;
  private @Nullable ConnectionFlow flow;
  private @Nullable Runnable whenAnswered;

  /// Creates the state of a newly opened connection.
  ///
  /// @param isExcess whether it exceeds the limit of connections, so that its first request is
  ///   rejected and it is closed
  Connection(boolean isExcess, long nowNanos) {
    this.isExcess = isExcess;
    this.idleSinceNanos = nowNanos;
  }

  boolean isExcess() {
    return isExcess;
  }

  void begin(Exchange exchange) {
    openExchanges++;
    current = exchange;
  }

  void end(long nowNanos) {
    openExchanges--;
    current = null;
    idleSinceNanos = nowNanos;
    if (guard != null) {
      guard.answered();
    }
    if (flow != null) {
      flow.resume();
    }
    checkAnswered();
  }

  /// Runs a step once all requests that have been received completely are answered.
  void whenAnswered(Runnable step) {
    whenAnswered = step;
    checkAnswered();
  }

  /// Runs the step of [#whenAnswered] if its time has come. Called when answers have been sent.
  public void checkAnswered() {
    Runnable step = whenAnswered;
    if (step != null
        && (guard == null || !guard.owesAnswer())
        && (flow == null || !flow.isHolding())) {
      whenAnswered = null;
      step.run();
    }
  }

  /// The open exchange; null if there is none.
  @Nullable Exchange current() {
    return current;
  }

  /// Sets the guard that checks the connection's bytes before Vert.x reads them.
  void guard(RequestGuard newGuard) {
    guard = newGuard;
  }

  /// The guard that checks the connection's bytes; null if there is none.
  @Nullable RequestGuard guard() {
    return guard;
  }

  /// Marks the next request as a placeholder for one that is to be rejected.
  void rejectNext(@Nullable Problem problem) {
    rejection = problem;
  }

  /// The problem that the next request is to be rejected with; null if it is not to be rejected.
  @Nullable Problem rejection() {
    return rejection;
  }

  /// Whether more input may be passed on to Vert.x: the next request, or the rest of the current
  /// request's body.
  public boolean acceptsInput() {
    return current == null || current.body().acceptsInput();
  }

  /// Whether input is discarded, because the request has been answered.
  public boolean discardsInput() {
    return current != null && current.body().isDiscarded();
  }

  /// The open exchange if its request is answered while it is received; null otherwise.
  @Nullable Exchange streamed() {
    return current != null && current.body().isStreamed() ? current : null;
  }

  /// The number of bytes held for its requests and responses.
  long heldBytes() {
    return (current == null ? 0 : current.share().bytes())
        + (guard == null ? 0 : guard.heldBytes())
        + (flow == null ? 0 : flow.heldBytes());
  }

  /// The number of bytes of an answer sent through Vert.x, and of its records, that are waiting at
  /// the departure gate.
  long waitingBytes() {
    return current == null ? 0 : current.waitingBytes();
  }

  /// Sets the flow that passes the connection's bytes on to Vert.x.
  public void flow(ConnectionFlow newFlow) {
    flow = newFlow;
  }

  /// The flow that passes the connection's bytes on to Vert.x; null if Vert.x reads them directly.
  @Nullable ConnectionFlow flow() {
    return flow;
  }

  /// Records that a request was received and answered immediately.
  public void served(long nowNanos) {
    idleSinceNanos = nowNanos;
  }

  /// The time in nanoseconds without a request in flight or partly received; negative if there is
  /// one.
  public long idleNanos(long nowNanos) {
    boolean begun =
        openExchanges > 0
            || (guard != null && guard.hasBegun())
            || (flow != null && flow.isHolding());
    return begun ? -1 : nowNanos - idleSinceNanos;
  }
}
