package credence.http;

/// What stands between a connection's bytes and Vert.x: it hands on what may be read now, holds the
/// rest, and knows how much of its answers the client has taken. Called by the connection's event
/// loop.
public interface ConnectionFlow {
  /// Goes on with what waits, if it may: called when the client has taken answers or an exchange is
  /// over.
  void goOn();

  /// Whether the client may be given more answers.
  boolean hasRoom();

  /// Has something done when the client has taken enough of its answers.
  void whenRoom(Runnable step);

  /// Whether answers wait for the departure gate.
  boolean isHolding();

  /// How many bytes are held: of requests that wait, and of answers that have not been taken.
  long heldBytes();

  /// Whether a request is held that was held already when this was asked last, and whose rest has
  /// not come.
  boolean holdsOverlong();

  /// Leaves the connection to Vert.x.
  void giveUp();

  /// For how long the client has taken nothing of what it is owed, in nanoseconds; 0 if it is owed
  /// nothing.
  long unreadNanos(long nowNanos);

  /// For how long the client has sent nothing although it is waited for, in nanoseconds; 0 if it is
  /// not.
  long silentNanos(long nowNanos);

  /// Closes the connection at once.
  void cutOff(CutOff reason);
}
