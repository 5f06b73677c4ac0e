package credence.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Sends typical requests to a server in the same process, so that the JVM can record loaded
/// classes and hot methods for later starts.
final class Rehearsal {
  private static final int PREDICTIONS = 20_000;
  private static final int CONNECTIONS = 5_000;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";
  private static final String LENGTH = "content-length:";

  private final OutputStream out;
  private final DataInputStream in;

  private Rehearsal(Socket socket) throws IOException {
    out = socket.getOutputStream();
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /// Sends requests of all kinds, one after the other, and ignores the responses: thousands on one
  /// connection, and thousands on separate connections that are mostly rejected, so that a server
  /// that has just started rejects requests as fast as it serves them.
  static void run(int port) throws IOException {
    try (Socket socket = connect(port)) {
      Rehearsal rehearsal = new Rehearsal(socket);
      for (String path : List.of("/health/ready", "/models", "/metrics")) {
        rehearsal.ask("GET " + path, "");
      }
      for (int i = 0; i < PREDICTIONS; i++) {
        rehearsal.ask(
            i % 10 == 0 ? "POST /predict?version=all" : "POST /predict", ExampleRequest.EXERCISE);
      }
    }
    List<byte[]> lasts =
        Stream.of(
                head("POST /predict", JSON, "a:\r\n".repeat(1_000), 0),
                last("/predict", JSON, "{\"id\":\"\"}"),
                last("/predict", JSON, "{"),
                last("/predict", JSON, ExampleRequest.EXERCISE),
                last("/predict/batch", LINES, "{}\n".repeat(20)),
                last("/predict/batch", JSON, "[{},{}]"))
            .map(request -> request.getBytes(US_ASCII))
            .toList();
    for (int i = 0; i < CONNECTIONS; i++) {
      try (Socket socket = connect(port)) {
        socket.getOutputStream().write(lasts.get(i % lasts.size()));
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  /// A request after whose response the connection is closed.
  private static String last(String path, String type, String body) {
    return head("POST " + path, type, "Connection: close\r\n", body.length()) + body;
  }

  private static String head(String request, String type, String fields, int bodyBytes) {
    return String.format(
        Locale.ROOT,
        "%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n",
        request,
        type,
        bodyBytes,
        fields);
  }

  private void ask(String request, String body) throws IOException {
    out.write((head(request, JSON, "", body.length()) + body).getBytes(US_ASCII));
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    in.skipNBytes(length);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
      line.append((char) b);
    }
    return line.toString().strip();
  }
}
