package credence.http;

import io.netty.channel.socket.SocketChannel;

/// Decides about each connection of a port when it is accepted: before its TLS handshake, and so
/// before Vert.x reports it. Called by the thread that accepts.
public interface Entrance {
  /// Whether a connection may stay; otherwise it is closed at once.
  boolean admits(SocketChannel connection);

  /// Whether an earlier connection may be closed for a new one: then they are accepted one by one,
  /// so that each has its event loop before the next one comes.
  boolean displaces();
}
