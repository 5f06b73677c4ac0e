package credence.http.settings;

/// The server's time limits, in milliseconds. They are checked every 250 ms, so each may be
/// exceeded by up to 250 ms.
///
/// @param headTimeoutMillis from the first to the last byte of a request's head
/// @param requestTimeoutMillis from a request's head to the last byte of its body, except for
///   streams
/// @param idleTimeoutMillis from the end of a request, or the start of the connection, to the first
///   byte of the next request
/// @param streamIdleMillis how long a batch may make no progress, in either direction
/// @param unreadTimeoutMillis how long a client may read none of its unread responses, whatever it
///   sends
/// @param batchUnreadMillis how long a client may read none of the answers to a batch that it is
///   sending, when no more of it can be received
/// @param drainMillis how long requests are still accepted after the server was asked to stop
/// @param finishMillis time limit for requests in flight after that
public record TimeoutSettings(
    int headTimeoutMillis,
    int requestTimeoutMillis,
    int idleTimeoutMillis,
    int streamIdleMillis,
    int unreadTimeoutMillis,
    int batchUnreadMillis,
    int drainMillis,
    int finishMillis) {
  /// 10 s per head, 10 s per request, 75 s idle, 30 s without progress, 30 s unread, 10 s unread
  /// during a batch, 5 s to drain, 10 s to finish.
  static TimeoutSettings defaults() {
    return new TimeoutSettings(10_000, 10_000, 75_000, 30_000, 30_000, 10_000, 5_000, 10_000);
  }
}
