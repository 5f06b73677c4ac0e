package credence.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/// Sends bytes that an HTTP client would not.
final class RawRequests {
  private RawRequests() {}

  /// Sends some text on a connection of its own.
  ///
  /// @return all that is answered until the server closes the connection
  static String answer(RunningServer server, String text) {
    try (Socket socket = server.socket()) {
      RunningServer.write(socket, text);
      return RunningServer.readAll(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
