package credence.benchmarks.load;

import credence.benchmarks.inputs.ExampleModels;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Waits for a server's first correct answer and prints the instant at which it came, in
/// nanoseconds since 1970, as `date +%s%N` does. Prints `waiting` before it begins, so that the
/// script that starts the server knows when.
@Command(
    name = "first-answer",
    description = "Waits for the first correct answer and prints when it came.",
    mixinStandardHelpOptions = true)
public final class FirstAnswer implements Callable<Integer> {
  private static final long WAIT_NANOS_MAX = 120_000_000_000L;
  private static final long PAUSE_MILLIS = 1;
  private static final int READ_MILLIS_MAX = 5_000;

  @Parameters(paramLabel = "URL", description = "Where the exercise's example is posted to.")
  private URI url = URI.create("http://127.0.0.1:8080/predict");

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println("waiting");
    byte[] request = new HttpRequest(url).post(ExampleModels.EXAMPLE);
    await(url, request, answer -> answer.endsWith(ExampleModels.ANSWER));
    Instant now = Instant.now();
    System.out.println(now.getEpochSecond() * 1_000_000_000L + now.getNano());
    return 0;
  }

  /// Waits until a URL answers 200.
  static void awaitOk(URI url) throws IOException, InterruptedException {
    await(url, new HttpRequest(url).get(), answer -> answer.startsWith("HTTP/1.1 200"));
  }

  private interface Check {
    boolean holds(String answer);
  }

  private static void await(URI url, byte[] request, Check check)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + WAIT_NANOS_MAX;
    while (System.nanoTime() < until) {
      if (check.holds(answer(url, request))) {
        return;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new IOException(url + " did not answer as expected within two minutes");
  }

  /// One response, as far as it arrives in one piece; empty if the server is not running.
  private static String answer(URI url, byte[] request) {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(READ_MILLIS_MAX);
      socket.getOutputStream().write(request);
      byte[] answer = new byte[8_192];
      int read = socket.getInputStream().read(answer);
      return read < 0 ? "" : new String(answer, 0, read, StandardCharsets.UTF_8);
    } catch (IOException notYet) {
      return "";
    }
  }
}
