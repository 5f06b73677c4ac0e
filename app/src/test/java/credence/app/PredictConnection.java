package credence.app;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One connection that requests the same prediction repeatedly, as fast as it is answered.
final class PredictConnection implements AutoCloseable {
  private static final String VERSION_FIELD = "credence-model-version: ";
  private static final String DECISION_FIELD = "credence-decision-id: ";
  private static final String LENGTH_FIELD = "content-length: ";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] request;

  /// An answer.
  ///
  /// @param status its HTTP status
  /// @param version the version in the header; empty without one
  /// @param decision the id of the decision in the header; empty without one
  /// @param body the body
  record Answer(int status, String version, String decision, String body) {}

  /// Connects to a server.
  ///
  /// @param port the server's, on this machine
  /// @param body the applicant as JSON, in ASCII
  PredictConnection(int port, String body) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    String head =
        "POST /predict HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(port, body.length());
    request = (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  /// Sends one request.
  Answer ask() throws IOException {
    out.write(request);
    String status = line();
    String version = "";
    String decision = "";
    int length = 0;
    for (String field = line(); !field.isEmpty(); field = line()) {
      String lower = field.toLowerCase(Locale.ROOT);
      if (lower.startsWith(VERSION_FIELD)) {
        version = field.substring(VERSION_FIELD.length());
      } else if (lower.startsWith(DECISION_FIELD)) {
        decision = field.substring(DECISION_FIELD.length());
      } else if (lower.startsWith(LENGTH_FIELD)) {
        length = Integer.parseInt(field.substring(LENGTH_FIELD.length()));
      }
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Answer(Integer.parseInt(status.split(" ", -1)[1]), version, decision, body);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
