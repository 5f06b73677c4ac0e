package credence.http;

import credence.http.problem.Problem;
import org.jspecify.annotations.Nullable;

/// One connection, as its event loop sees it.
public final class Connection {
  private final boolean refused;
  private int openExchanges;
  private @Nullable Exchange current;
  private @Nullable RequestGuard guard;
  private @Nullable Problem refusal;
  private long idleSinceNanos;
  private @Nullable ConnectionFlow flow;

  /// A connection that was just opened.
  ///
  /// @param refused whether it is one too many, to be told so and closed
  Connection(boolean refused, long nowNanos) {
    this.refused = refused;
    this.idleSinceNanos = nowNanos;
  }

  boolean refused() {
    return refused;
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
      flow.goOn();
    }
  }

  /// The exchange that is open on it; null if none is.
  @Nullable Exchange current() {
    return current;
  }

  /// Follows its bytes in front of Vert.x.
  void guard(RequestGuard follows) {
    guard = follows;
  }

  /// What follows its bytes; null if nothing does.
  @Nullable RequestGuard guard() {
    return guard;
  }

  /// Notes that the next request stands for one that is to be refused.
  void refuse(@Nullable Problem problem) {
    refusal = problem;
  }

  /// Why the next request is to be refused; null if it is not.
  @Nullable Problem refusal() {
    return refusal;
  }

  /// Whether Vert.x may be handed more of what the connection brings: the next request, or the rest
  /// of the body that the present one takes.
  public boolean takesMore() {
    return current == null || current.body().takesMore();
  }

  /// How many bytes are held of its requests and answers.
  long heldBytes() {
    return (current == null ? 0 : current.share().bytes())
        + (guard == null ? 0 : guard.heldBytes())
        + (flow == null ? 0 : flow.heldBytes());
  }

  /// How many bytes of an answer of Vert.x's, and of its records, wait for the departure gate.
  long waitingBytes() {
    return current == null ? 0 : current.waitingBytes();
  }

  /// Notes what hands its bytes on to Vert.x.
  public void flow(ConnectionFlow handsOn) {
    flow = handsOn;
  }

  /// What hands its bytes on to Vert.x; null if Vert.x reads them itself.
  @Nullable ConnectionFlow flow() {
    return flow;
  }

  /// Notes that a request came and was answered at once.
  public void served(long nowNanos) {
    idleSinceNanos = nowNanos;
  }

  /// How long no request has been in flight or begun; negative if one is.
  public long idleNanos(long nowNanos) {
    boolean begun =
        openExchanges > 0
            || (guard != null && guard.hasBegun())
            || (flow != null && flow.isHolding());
    return begun ? -1 : nowNanos - idleSinceNanos;
  }
}
