package credence.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadGeneratorTest {
  private static final int STALL_MILLIS = 400;

  private final AtomicInteger requests = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private int stallAt = -1;
  private int statusFrom = Integer.MAX_VALUE;
  private final HttpServer server = start();

  private static HttpServer start() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void serve() {
    server.setExecutor(threads);
    server.createContext(
        "/predict",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          int place = requests.getAndIncrement();
          if (place == stallAt) {
            stall();
          }
          exchange.sendResponseHeaders(place >= statusFrom ? 503 : 200, 2);
          try (var body = exchange.getResponseBody()) {
            body.write(new byte[] {'{', '}'});
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.close();
  }

  @Test
  void sendsAsManyRequestsAsTheRateAsksFor() throws IOException {
    Map<String, Double> figures = load(settings(4, new Schedule(200, 0), 1.0, Long.MAX_VALUE));
    assertThat(figures).containsEntry("answered", 200.0).containsEntry("status_200", 200.0);
    assertThat(figures).containsEntry("errors", 0.0).containsEntry("unanswered", 0.0);
    assertThat(requests).hasValue(200);
  }

  @Test
  void countsAStallForEveryRequestThatItDelayed() throws IOException {
    stallAt = 10;
    Map<String, Double> figures = load(settings(1, new Schedule(100, 0), 1.0, Long.MAX_VALUE));
    assertThat(figures).containsEntry("answered", 100.0);
    assertThat(figures.get("max_us")).isGreaterThan(STALL_MILLIS * 900.0);
    // About 40 requests were due meanwhile; the slowest tenth waited for most of the stall.
    assertThat(figures.get("p99_us")).isGreaterThan(STALL_MILLIS * 750.0);
    assertThat(figures.get("accepted_since_sent_p50_us")).isLessThan(STALL_MILLIS * 1_000.0);
  }

  @Test
  void endsAfterTheRequestsThatWereAskedFor() throws IOException {
    Map<String, Double> figures = load(settings(2, null, 20, 50));
    assertThat(figures).containsEntry("answered", 50.0);
    assertThat(requests).hasValue(50);
  }

  @Test
  void tellsAcceptedAnswersFromOthers() throws IOException {
    statusFrom = 30;
    Map<String, Double> figures = load(settings(2, null, 20, 50));
    assertThat(figures).containsEntry("status_200", 30.0).containsEntry("status_503", 20.0);
    assertThat(figures.get("accepted_per_second")).isEqualTo(30.0 / 20);
  }

  @Test
  void keepsSeveralRequestsOnTheirWayOnOneConnection() throws IOException {
    LoadSettings settings = new LoadSettings(1, 8, null, 0, 20, 80, 0);
    assertThat(load(settings)).containsEntry("answered", 80.0).containsEntry("errors", 0.0);
  }

  private static LoadSettings settings(
      int connections, @Nullable Schedule schedule, double seconds, long requestsMax) {
    return new LoadSettings(connections, 1, schedule, 0, seconds, requestsMax, 0);
  }

  private Map<String, Double> load(LoadSettings settings) throws IOException {
    HttpRequest request =
        new HttpRequest(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/predict"));
    String line =
        new LoadGenerator(request.address(), request.post("{}"), settings, _ -> {})
            .run()
            .line(settings.seconds());
    return Arrays.stream(line.split(" "))
        .skip(1)
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> Double.valueOf(pair[1])));
  }

  private static void stall() {
    try {
      Thread.sleep(STALL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
