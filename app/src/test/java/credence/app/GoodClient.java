package credence.app;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A well-behaved client: requests one prediction at a time, a few hundred per second, reads each
/// answer, and reconnects regularly. It knows the expected answer.
final class GoodClient {
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
  private static final int ANSWERS_PER_CONNECTION = 50;
  private static final int TIMEOUT_MILLIS = 30_000;

  private final int port;
  private final byte[] request;
  private final String expected;

  /// @param port the server's, on this machine
  /// @param body the applicant as JSON, in ASCII
  /// @param expected the body of the correct answer
  GoodClient(int port, String body, String expected) {
    this.port = port;
    this.expected = expected;
    request =
        "POST /predict HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(port, body.length(), body)
            .getBytes(StandardCharsets.US_ASCII);
  }

  /// The results of a client.
  ///
  /// @param answered the number of requests answered with their prediction
  /// @param rejected how many were answered 503 with Retry-After
  /// @param wrong descriptions of all other results; empty if there are none
  /// @param p99Micros the 99th percentile of the waits, in microseconds
  /// @param mostMicros the longest wait
  record Seen(int answered, int rejected, String wrong, long p99Micros, long mostMicros) {}

  /// Sends requests for some time.
  ///
  /// @param least the minimum number of answers, even if that takes longer
  Seen ask(long millis, int least) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long[] waits = new long[1024];
    int asked = 0;
    int rejected = 0;
    String wrong = "";
    Connection connection = null;
    while (wrong.isEmpty() && (asked < least || System.nanoTime() - end < 0)) {
      long begun = System.nanoTime();
      if (asked == waits.length) {
        waits = Arrays.copyOf(waits, 2 * asked);
      }
      try {
        if (connection == null) {
          connection = new Connection();
        }
        Answer answer = connection.ask();
        waits[asked++] = System.nanoTime() - begun;
        if (answer.status() == 503 && answer.retryAfter()) {
          rejected++;
        } else if (answer.status() != 200 || !answer.body().equals(expected)) {
          wrong = answer.toString();
        }
        if (answer.closes() || asked % ANSWERS_PER_CONNECTION == 0) {
          connection.close();
          connection = null;
        }
      } catch (IOException e) {
        wrong = e + " after " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + " ms";
      }
      LockSupport.parkNanos(begun + PERIOD_NANOS - System.nanoTime());
    }
    if (connection != null) {
      connection.close();
    }
    Arrays.sort(waits, 0, asked);
    return new Seen(
        asked - rejected,
        rejected,
        wrong,
        asked == 0 ? 0 : waits[(int) (0.99 * (asked - 1))] / 1_000,
        asked == 0 ? 0 : waits[asked - 1] / 1_000);
  }

  private record Answer(int status, boolean retryAfter, boolean closes, String body) {}

  private final class Connection {
    private final Socket socket = new Socket();
    private final InputStream in;

    Connection() throws IOException {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
    }

    Answer ask() throws IOException {
      socket.getOutputStream().write(request);
      String status = line();
      boolean retryAfter = false;
      boolean closes = false;
      int length = 0;
      for (String field = line(); !field.isEmpty(); field = line()) {
        String lower = field.toLowerCase(Locale.ROOT);
        retryAfter |= lower.startsWith("retry-after:");
        closes |= lower.equals("connection: close");
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring("content-length:".length()).strip());
        }
      }
      String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      return new Answer(Integer.parseInt(status.split(" ", -1)[1]), retryAfter, closes, body);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          throw new EOFException("the server closed the connection without an answer");
        }
        if (b != '\r') {
          line.append((char) b);
        }
      }
      return line.toString();
    }

    void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
