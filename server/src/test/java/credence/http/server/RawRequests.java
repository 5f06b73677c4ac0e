package credence.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Locale;

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

  /// A response.
  ///
  /// @param contentType the media type without parameters
  public record Response(int status, String contentType, String body) {}

  /// Reads one response, whose body may be chunked.
  public static Response parse(InputStream in) throws IOException {
    String head = line(in);
    int status = Integer.parseInt(head.substring(9, 12));
    String type = "";
    int length = -1;
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      String value = field.substring(field.indexOf(':') + 1).strip();
      if (field.toLowerCase(Locale.ROOT).startsWith("content-type:")) {
        type = value.replaceAll(";.*", "");
      } else if (field.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(value);
      }
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (length >= 0) {
      body.write(in.readNBytes(length));
    } else {
      for (int size = size(in); size > 0; size = size(in)) {
        body.write(in.readNBytes(size));
        line(in);
      }
    }
    return new Response(status, type, body.toString(UTF_8));
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection was closed after " + line);
      }
      line.append((char) b);
    }
    return line.toString().strip();
  }
}
