package credence.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;

/// Sends bytes that an HTTP client would not send.
public final class RawRequests {
  private RawRequests() {}

  /// Sends some text on a separate connection.
  ///
  /// @return all responses until the server closes the connection
  public static String answer(RunningServer server, String text) {
    try (Socket socket = server.socket()) {
      RunningServer.write(socket, text);
      return RunningServer.readAll(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads one response with its head.
  public static String response(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return head + "closed";
      }
      head.append((char) b);
    }
    String length = head.toString().replaceFirst("(?is).*content-length: (\\d+).*", "$1");
    return head + new String(in.readNBytes(Integer.parseInt(length)), ISO_8859_1);
  }
}
