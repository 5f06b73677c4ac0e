package credence.http;

/// The stage between a connection's bytes and Vert.x: it passes on input that may be read now,
/// holds the rest, and tracks how much of its responses the client has read. Called by the
/// connection's event loop.
public interface ConnectionFlow {
  /// Resumes processing of waiting input if possible. Called when the client has read responses or
  /// an exchange has ended.
  void resume();

  /// Whether more responses may be sent to the client.
  boolean hasRoom();

  /// Allows more unread bytes of responses than a connection has otherwise, if there is plenty of
  /// memory.
  ///
  /// @param bytes the limit; 0 for that of all connections
  void allowUnread(long bytes);

  /// Runs a step once the client has read enough of its responses.
  void whenRoom(Runnable step);

  /// Whether requests are waiting to be processed, or answers at the departure gate.
  boolean isHolding();

  /// The number of bytes held: of waiting requests and of unread responses.
  long heldBytes();

  /// Whether an incomplete request is held that was already held at the previous call.
  boolean isStalled();

  /// Delegates the connection to Vert.x.
  void delegate();

  /// How long the client has read none of its unread responses, in nanoseconds; 0 if there are
  /// none.
  long unreadNanos(long nowNanos);

  /// How long the client has sent nothing although the server is waiting for it, in nanoseconds; 0
  /// if the server is not.
  long silentNanos(long nowNanos);

  /// Closes the connection immediately.
  void cutOff(CutOff reason);
}
