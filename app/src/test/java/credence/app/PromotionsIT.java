package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import credence.document.ModelDocument;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.directory.DirectoryRegistry;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promotions while every connection asks as fast as it is answered. How many are made is set by
/// `-Dcredence.promotions`, the seed by `-Dcredence.seed`; `scripts/promote-under-load` makes the
/// full count.
@DisplayName("Promotions under full load")
class PromotionsIT {
  private static final int PROMOTIONS = Integer.getInteger("credence.promotions", 40);
  private static final long SEED = Long.getLong("credence.seed", 20_260_401L);
  private static final int CONNECTIONS = 8;
  private static final int PAUSE_MILLIS_MAX = 30;
  private static final String BODY = "{\"id\":\"c1\",\"score\":430,\"region\":\"south\"}";

  /// Promoted in turn; the first is champion at the start.
  private static final List<String> VERSIONS = List.of("a", "b", "c", "d", "e", "f", "g");

  @TempDir private Path home;

  /// The earliest start of each promotion's turn: the time before its request. 0 is the champion at
  /// the start.
  private final AtomicLongArray begun = new AtomicLongArray(PROMOTIONS + 1);

  /// The latest end of each promotion's turn: the first answer of the next one.
  private final AtomicLongArray ended = new AtomicLongArray(PROMOTIONS + 1);

  private final AtomicLong answers = new AtomicLong();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  @BeforeEach
  void publish() throws IOException, SQLException {
    Homes.writeSpec(home);
    Path set = Homes.writeSet(home, "2020_01_01", 0, 2_000, 400);
    assertThat(Homes.run(home, "train", "--version", "a", "--data", set.toString()).code())
        .isZero();
    ModelVersion first = Homes.version(home, new VersionName("a"));
    DirectoryRegistry registry = new DirectoryRegistry(home);
    for (String text : VERSIONS.subList(1, VERSIONS.size())) {
      VersionName name = new VersionName(text);
      registry.publish(
          name, ModelDocument.write(Homes.renamed(first, name)), new Change("t", "test"));
    }
    for (int turn = 0; turn <= PROMOTIONS; turn++) {
      begun.set(turn, Long.MAX_VALUE);
      ended.set(turn, Long.MAX_VALUE);
    }
  }

  @Test
  @DisplayName("lose no answer, and each is from a version that was live during its request")
  void loseNothing() throws IOException, InterruptedException {
    System.out.println("seed " + SEED);
    List<Thread> load = new ArrayList<>();
    long longestNanos;
    long from = System.nanoTime();
    begun.set(0, from);
    try (Launched server = Launched.serve(home, "--poll-millis", "10")) {
      for (int i = 0; i < CONNECTIONS; i++) {
        load.add(Thread.ofPlatform().daemon().start(() -> ask(server.port())));
      }
      longestNanos = promote(server);
      over = true;
      for (Thread connection : load) {
        connection.join(Duration.ofSeconds(60));
      }
    }
    System.out.printf(
        "%d promotions, %d answers in %.1f s: %d wrong; longest until the next version answered: %d ms%n",
        PROMOTIONS,
        answers.get(),
        (System.nanoTime() - from) / 1e9,
        wrong.size(),
        longestNanos / 1_000_000);
    assertThat(wrong).isEmpty();
    assertThat(answers.get()).isGreaterThan(10L * PROMOTIONS);
  }

  /// Sends requests until the end, and compares the version of each answer with the live ones.
  private void ask(int port) {
    try (PredictConnection connection = new PredictConnection(port, BODY)) {
      while (!over) {
        long sent = System.nanoTime();
        PredictConnection.Answer answer = connection.ask();
        long received = System.nanoTime();
        answers.incrementAndGet();
        if (answer.status() != 200 || !wasLive(answer.version(), sent, received)) {
          wrong.add(answer.toString());
        }
      }
    } catch (IOException | RuntimeException e) {
      wrong.add(e.toString());
    }
  }

  /// Whether a version had a turn at some instant of a request: the last of its turns that began
  /// before the answer was there had not ended when the request was sent.
  private boolean wasLive(String version, long sent, long received) {
    int place = VERSIONS.indexOf(version);
    long liveUntil = Long.MIN_VALUE;
    for (int turn = place; turn >= 0 && turn <= PROMOTIONS; turn += VERSIONS.size()) {
      if (begun.get(turn) > received) {
        break;
      }
      liveUntil = ended.get(turn);
    }
    return liveUntil >= sent;
  }

  /// Promotes one version after the other over the admin port, each when the one before answers.
  ///
  /// @return the longest that it took from the promotion's answer to the first of its version
  private long promote(Launched server) throws IOException, InterruptedException {
    Random random = new Random(SEED);
    String tag = tag(Launched.send(AdminPort.of(server).request("/aliases/champion")));
    long longestNanos = 0;
    try (PredictConnection probe = new PredictConnection(server.port(), BODY)) {
      for (int turn = 1; turn <= PROMOTIONS; turn++) {
        String version = VERSIONS.get(turn % VERSIONS.size());
        begun.set(turn, System.nanoTime());
        HttpResponse<String> moved =
            Launched.send(
                AdminPort.of(server)
                    .request("/aliases/champion")
                    .header("If-Match", tag)
                    .PUT(
                        BodyPublishers.ofString(
                            "{\"version\":\"%s\",\"reason\":\"turn %d\"}"
                                .formatted(version, turn))));
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
        long moveAnswered = System.nanoTime();
        tag = tag(moved);
        while (!probe.ask().version().equals(version)) {
          assertThat(System.nanoTime() - moveAnswered).isLessThan(TimeUnit.SECONDS.toNanos(60));
        }
        ended.set(turn - 1, System.nanoTime());
        longestNanos = Math.max(longestNanos, System.nanoTime() - moveAnswered);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(PAUSE_MILLIS_MAX));
      }
    }
    return longestNanos;
  }

  private static String tag(HttpResponse<String> alias) {
    return alias.headers().firstValue("ETag").orElseThrow();
  }
}
