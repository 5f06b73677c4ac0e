package credence.http.settings;

/// How long the server waits for its clients, in milliseconds. Waits are checked a few times a
/// second, so each may last up to 250 ms longer.
///
/// @param headTimeoutMillis from the first byte of a request's head to its last
/// @param requestTimeoutMillis from a request's head to the last byte of its body, streams excepted
/// @param idleTimeoutMillis from the end of one request, or the beginning of the connection, to the
///   first byte of the next
/// @param streamIdleMillis between two signs of progress of a batch, in either direction
/// @param unreadTimeoutMillis how long a client that is owed answers may take none of them,
///   whatever it sends meanwhile
/// @param drainMillis how long requests are still accepted after the server was told to stop
/// @param finishMillis how long, after that, requests in flight may take to finish
public record TimeoutSettings(
    int headTimeoutMillis,
    int requestTimeoutMillis,
    int idleTimeoutMillis,
    int streamIdleMillis,
    int unreadTimeoutMillis,
    int drainMillis,
    int finishMillis) {
  /// 10 s a head, 10 s a request, 75 s idle, 30 s without progress, 30 s unread, 5 s drained, 10 s
  /// to finish.
  static TimeoutSettings defaults() {
    return new TimeoutSettings(10_000, 10_000, 75_000, 30_000, 30_000, 5_000, 10_000);
  }
}
