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

/// Asks a server in its own process what clients ask, so that the JVM, which watches, can keep for
/// later starts which classes are needed and which methods are hot.
final class Rehearsal {
  private static final int PREDICTIONS = 20_000;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final String LENGTH = "content-length:";

  private final OutputStream out;
  private final DataInputStream in;

  private Rehearsal(Socket socket) throws IOException {
    out = socket.getOutputStream();
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /// Sends a few thousand requests, one after the other, and ignores what is answered.
  static void run(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      Rehearsal rehearsal = new Rehearsal(socket);
      for (String path : List.of("/health/ready", "/models", "/metrics")) {
        rehearsal.ask("GET " + path, "");
      }
      for (int i = 0; i < PREDICTIONS; i++) {
        rehearsal.ask(
            i % 10 == 0 ? "POST /predict?version=all" : "POST /predict", ExampleRequest.EXERCISE);
      }
    }
  }

  private void ask(String request, String body) throws IOException {
    String head =
        "%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
            .formatted(request, body.length());
    out.write((head + "\r\n" + body).getBytes(US_ASCII));
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
