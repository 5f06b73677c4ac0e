package credence.http.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.server.RunningServer;
import credence.http.server.TestModels;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Randomly malformed bodies")
class MalformedBodiesTest {
  private static final int BODIES = 10_000;
  private static final byte[] FRAGMENTS =
      "{}[]\",:\\ue+-.0195 \n\u00e4nulltruefalseid\"score_3\"".getBytes(StandardCharsets.UTF_8);

  @Test
  @DisplayName("are answered by 200, 400 or 422, each immediately, and leave nothing open")
  void answered(@TempDir Path home) throws IOException {
    long seed = 20_180_407;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    TreeMap<Integer, Integer> statuses = new TreeMap<>();
    try (RunningServer server = RunningServer.withChampion(home, RunningServer.testing())) {
      try (Socket socket = server.socket()) {
        socket.setTcpNoDelay(true);
        InputStream answers = new BufferedInputStream(socket.getInputStream());
        for (int i = 0; i < BODIES; i++) {
          send(socket, mutated(random), random.nextInt(8) == 0);
          statuses.merge(readAnswer(answers), 1, Integer::sum);
        }
      }
      await().until(() -> server.get("/metrics").body().contains("credence_connections 1.0"));
      assertThat(server.logged()).doesNotContain("\"level\":\"ERROR\"");
    }
    assertThat(statuses.keySet()).containsExactly(200, 400, 422);
  }

  /// The exercise's example with a few bytes changed, removed, duplicated or truncated.
  private static byte[] mutated(Random random) {
    byte[] body = TestModels.APPLICANT.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i >= 0; i--) {
      if (body.length == 0) {
        return body;
      }
      int at = random.nextInt(body.length);
      switch (random.nextInt(5)) {
        case 0 -> body[at] = (byte) random.nextInt(256);
        case 1 -> body[at] = FRAGMENTS[random.nextInt(FRAGMENTS.length)];
        case 2 -> body = spliced(body, at, at, FRAGMENTS, random);
        case 3 -> body = spliced(body, at, Math.min(body.length, at + 5), body, random);
        default -> body = random.nextInt(5) == 0 ? Arrays.copyOf(body, at) : body;
      }
    }
    return body;
  }

  private static byte[] spliced(byte[] body, int from, int to, byte[] source, Random random) {
    int begin = random.nextInt(source.length);
    int length = Math.min(random.nextInt(20), source.length - begin);
    byte[] made = new byte[from + length + body.length - to];
    System.arraycopy(body, 0, made, 0, from);
    System.arraycopy(source, begin, made, from, length);
    System.arraycopy(body, to, made, from + length, body.length - to);
    return made;
  }

  /// Sends a body in one piece, or in two chunks.
  private static void send(Socket socket, byte[] body, boolean chunked) throws IOException {
    String head = "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    if (!chunked || body.length < 2) {
      write(socket, head + "Content-Length: " + body.length + "\r\n\r\n", body, "");
      return;
    }
    int half = body.length / 2;
    byte[] first = Arrays.copyOf(body, half);
    byte[] second = Arrays.copyOfRange(body, half, body.length);
    String begin = "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(half) + "\r\n";
    write(socket, head + begin, first, "\r\n");
    write(socket, Integer.toHexString(second.length) + "\r\n", second, "\r\n0\r\n\r\n");
  }

  private static void write(Socket socket, String before, byte[] body, String after)
      throws IOException {
    byte[] head = before.getBytes(StandardCharsets.US_ASCII);
    byte[] tail = after.getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(head, head.length + body.length + tail.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    System.arraycopy(tail, 0, all, head.length + body.length, tail.length);
    socket.getOutputStream().write(all);
  }

  /// Reads a complete answer.
  ///
  /// @return its status
  private static int readAnswer(InputStream answers) throws IOException {
    int status = 0;
    int length = 0;
    for (String line = readLine(answers); !line.isEmpty(); line = readLine(answers)) {
      if (status == 0) {
        status = Integer.parseInt(line.substring(9, 12));
      } else if (line.startsWith("content-length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    assertThat(answers.readNBytes(length)).hasSize(length);
    return status;
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      assertThat(b).isNotNegative();
      line.append((char) b);
    }
    return line.toString().strip();
  }
}
