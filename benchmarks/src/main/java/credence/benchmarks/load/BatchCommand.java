package credence.benchmarks.load;

import credence.benchmarks.inputs.ExampleModels;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Streams JSON lines to a server's batch endpoint on one connection, reads the responses as a
/// stream, and prints one line, `BATCH key=value …`.
@Command(
    name = "batch",
    description = "Streams JSON lines to a batch endpoint and prints one line of figures.",
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
public final class BatchCommand implements Callable<Integer> {
  private static final int RECORDS_PER_CHUNK = 512;

  @Parameters(paramLabel = "URL", description = "The batch endpoint.")
  private URI url = URI.create("http://127.0.0.1:8080/predict/batch");

  @Option(names = "--records", description = "How many records; rounded up to 512s.")
  private long records = 5_000_000;

  @Override
  public Integer call() throws IOException, InterruptedException {
    long chunks = (records + RECORDS_PER_CHUNK - 1) / RECORDS_PER_CHUNK;
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      long start = System.nanoTime();
      Thread writer = Thread.ofPlatform().start(() -> write(socket, chunks));
      ChunkedLines answers =
          new ChunkedLines(new BufferedInputStream(socket.getInputStream(), 1 << 18));
      answers.readAll(ExampleModels.ANSWER);
      double seconds = (System.nanoTime() - start) / 1e9;
      writer.join();
      long sent = chunks * RECORDS_PER_CHUNK;
      System.out.printf(
          Locale.ROOT,
          "BATCH records=%d answered=%d seconds=%.3f per_second=%.0f wrong=%d%n",
          sent,
          answers.lines(),
          seconds,
          answers.lines() / seconds,
          answers.wrong() + Math.abs(sent - answers.lines()));
    }
    return 0;
  }

  private void write(Socket socket, long chunks) {
    byte[] lines =
        (ExampleModels.EXAMPLE + "\n").repeat(RECORDS_PER_CHUNK).getBytes(StandardCharsets.UTF_8);
    byte[] size = (Integer.toHexString(lines.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = new byte[size.length + lines.length + 2];
    System.arraycopy(size, 0, chunk, 0, size.length);
    System.arraycopy(lines, 0, chunk, size.length, lines.length);
    chunk[chunk.length - 2] = '\r';
    chunk[chunk.length - 1] = '\n';
    try {
      OutputStream out = socket.getOutputStream();
      out.write(new HttpRequest(url).postChunkedHead("application/x-ndjson"));
      for (long i = 0; i < chunks; i++) {
        out.write(chunk);
      }
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The lines of a response whose body comes in chunks.
  private static final class ChunkedLines {
    private final InputStream in;
    private long lines;
    private long wrong;
    private int column;

    ChunkedLines(InputStream in) {
      this.in = in;
    }

    long lines() {
      return lines;
    }

    /// How many lines were not as expected.
    long wrong() {
      return wrong;
    }

    void readAll(String expectedLine) throws IOException {
      String status = headLine();
      if (!status.startsWith("HTTP/1.1 200")) {
        throw new IOException("answered " + status);
      }
      String field = status;
      boolean chunked = false;
      while (!field.isEmpty()) {
        field = headLine();
        chunked |= field.toLowerCase(Locale.ROOT).equals("transfer-encoding: chunked");
      }
      if (!chunked) {
        throw new IOException("expected an answer in chunks");
      }
      byte[] expected = (expectedLine + "\n").getBytes(StandardCharsets.UTF_8);
      byte[] buffer = new byte[1 << 16];
      int size = Integer.parseInt(headLine(), 16);
      while (size > 0) {
        readChunk(size, buffer, expected);
        headLine();
        size = Integer.parseInt(headLine(), 16);
      }
    }

    private void readChunk(int size, byte[] buffer, byte[] expected) throws IOException {
      int left = size;
      while (left > 0) {
        int read = in.read(buffer, 0, Math.min(left, buffer.length));
        if (read < 0) {
          throw new IOException("the answer ended early");
        }
        left -= read;
        compare(buffer, read, expected);
      }
    }

    /// Compares a piece of the body with the expected line, again and again.
    private void compare(byte[] buffer, int length, byte[] expected) {
      int at = 0;
      while (at < length) {
        int piece = Math.min(length - at, expected.length - column);
        if (Arrays.mismatch(buffer, at, at + piece, expected, column, column + piece) >= 0) {
          wrong++;
        }
        at += piece;
        column += piece;
        if (column == expected.length) {
          column = 0;
          lines++;
        }
      }
    }

    private String headLine() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          throw new IOException("the answer ended early");
        }
        if (b != '\r') {
          line.append((char) b);
        }
      }
      return line.toString();
    }
  }
}
