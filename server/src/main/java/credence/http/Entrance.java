package credence.http;

import io.netty.channel.socket.SocketChannel;

/// Decides which accepted connections of a port are kept, before their TLS handshake and therefore
/// before Vert.x reports them. Called by the accepting thread.
public interface Entrance {
  /// Whether a connection is admitted; otherwise it is closed immediately.
  boolean admits(SocketChannel connection);

  /// Whether an earlier connection may be closed for a new one. If so, connections are accepted one
  /// at a time, so that each has its event loop before the next one is accepted.
  boolean displaces();
}
