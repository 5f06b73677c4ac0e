package credence.http;

/// One connection, as its event loop sees it.
final class Connection {
  private final boolean refused;
  private int openExchanges;
  private long idleSinceNanos;

  /// @param refused whether it is one too many, to be told so and closed
  Connection(boolean refused, long nowNanos) {
    this.refused = refused;
    this.idleSinceNanos = nowNanos;
  }

  boolean refused() {
    return refused;
  }

  void begin() {
    openExchanges++;
  }

  void end(long nowNanos) {
    openExchanges--;
    idleSinceNanos = nowNanos;
  }

  /// How long no request has been in flight; negative if one is.
  long idleNanos(long nowNanos) {
    return openExchanges > 0 ? -1 : nowNanos - idleSinceNanos;
  }
}
