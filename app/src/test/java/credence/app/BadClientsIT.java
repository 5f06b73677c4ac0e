package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.memory.MemoryBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad clients of every kind beside a good one. Each combination of what is sent, how, to which
/// versions and over how many connections is one cell. A sample is tested here, without asserting
/// times; `scripts/bad-clients` runs all cells and compares them with the limits in
/// `docs/reliability.md`.
///
/// Set by system properties: `credence.cells` (how many cells; 0 is all), `credence.only` (a
/// regular expression that those match, where all are run), `credence.millis` (how long each lasts
/// at least), `credence.connections` (how many connections, several separated by commas),
/// `credence.seed`, `credence.pinned` (the server has processor 0 alone), `credence.table` (the
/// file that receives a line for each cell).
@DisplayName("With bad clients")
class BadClientsIT {
  static final int INPUTS = 100;

  private static final int CELLS = Integer.getInteger("credence.cells", 40);
  private static final String ONLY = System.getProperty("credence.only", ".*");
  private static final long MILLIS = Long.getLong("credence.millis", 100);
  private static final String CONNECTIONS = System.getProperty("credence.connections", "48");
  private static final long SEED = Long.getLong("credence.seed", 20_261_127L);
  private static final boolean PINNED = Boolean.getBoolean("credence.pinned");
  private static final String TABLE = System.getProperty("credence.table", "");

  /// The times a good client may wait, where they are asserted: the 99th percentile against that of
  /// quiet, and in all.
  private static final int QUIET_RATIO_MAX = 10;

  private static final long P99_MICROS_MAX = 250_000;
  private static final int ANSWERS_MIN = 40;
  private static final long WARM_UP_MILLIS_MAX = 5_000;
  private static final int HEAP_MEBIBYTES = 256;
  private static final String HEAP = "-Xmx" + HEAP_MEBIBYTES + "m";

  /// The documented maximum memory of the server's process, in MiB.
  private static final long PROCESS_MEBIBYTES_MAX =
      MemoryBudget.of((long) HEAP_MEBIBYTES << 20).processBytes() >> 20;

  private static final Pattern OPEN = Pattern.compile("(?m)^credence_connections (\\d+)");
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB");
  private static final Pattern PREDICTION = Pattern.compile("\"prediction\":[0-9.]+");

  /// The version with four inputs is the champion.
  private static final List<String> QUERIES =
      List.of("", "?version=four", "?version=hundred", "?version=all");

  @TempDir private Path home;

  private record Cell(BadRequest request, BadManner manner, String query, int connections) {
    @Override
    public String toString() {
      return "%s, %s, %s, %d connections"
          .formatted(
              request, manner, query.isEmpty() ? "default" : query.substring(1), connections);
    }
  }

  @BeforeEach
  void train() throws IOException, SQLException {
    Path data = home.resolve("rows.parquet");
    try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = engine.createStatement()) {
      String columns =
          IntStream.range(0, INPUTS)
              .mapToObj(i -> "(hash(i, %d) %% 1000) / 100.0 AS x_%d".formatted(i + 2, i))
              .collect(Collectors.joining(", "));
      statement.execute(
          "COPY (SELECT i AS id, hash(i, 1) % 10 < 2 AS y, "
              + columns
              + " FROM range(2000) t(i)) TO '"
              + data
              + "' (FORMAT parquet)");
    }
    train("four", 4, data);
    train("hundred", INPUTS, data);
  }

  private void train(String version, int inputs, Path data) throws IOException {
    String features =
        IntStream.range(0, inputs)
            .mapToObj(i -> "  x_%d: {type: number}\n".formatted(i))
            .collect(Collectors.joining());
    Path spec =
        Files.writeString(
            home.resolve(version + ".yaml"), "id: id\ntarget: {column: y}\nfeatures:\n" + features);
    Launched.Ended ended =
        Homes.run(
            home,
            "train",
            "--version",
            version,
            "--spec",
            spec.toString(),
            "--data",
            data.toString());
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  @Test
  @DisplayName("a good client gets each of its answers, or a 503 with Retry-After")
  void good() throws IOException, InterruptedException {
    System.out.println("seed " + SEED);
    List<String> failures = new ArrayList<>();
    try (Launched server = serve()) {
      GoodClient good = goodClient(server);
      long quietMicros = warmUp(good);
      report(
          "request,manner,versions,connections,answered,503,wrong,p99 us,max us,peak MiB,closed");
      for (Cell cell : cells()) {
        GoodClient.Seen seen = run(server, good, cell, failures);
        boolean slow =
            seen.p99Micros() > P99_MICROS_MAX || seen.p99Micros() > QUIET_RATIO_MAX * quietMicros;
        if (!seen.wrong().isEmpty()) {
          failures.add(cell + ": " + seen.wrong());
        } else if (PINNED && slow) {
          failures.add("%s: p99 %d us, quiet %d us".formatted(cell, seen.p99Micros(), quietMicros));
        }
        long peak = peakMebibytes(server);
        if (peak > PROCESS_MEBIBYTES_MAX) {
          failures.add(
              "%s: %d MiB of memory, at most %d".formatted(cell, peak, PROCESS_MEBIBYTES_MAX));
        }
        assertThat(server.isAlive()).as("after %s: %s", cell, lastOf(server.err())).isTrue();
      }
    }
    assertThat(failures).isEmpty();
  }

  private static String lastOf(String log) {
    return log.substring(Math.max(0, log.length() - 2_000));
  }

  private Launched serve() throws IOException, InterruptedException {
    Map<String, String> environment =
        PINNED
            ? Map.of(
                "CREDENCE_JAVA_OPTIONS",
                HEAP + " -XX:ActiveProcessorCount=1",
                "CREDENCE_START_CACHE",
                "on")
            : Map.of("CREDENCE_JAVA_OPTIONS", HEAP);
    if (PINNED) {
      try (Launched cache = Launched.start(home, environment, Launched.LAUNCHER, "start-cache")) {
        assertThat(cache.end().code()).isZero();
      }
    }
    Launched server =
        Launched.start(
            home,
            environment,
            Launched.LAUNCHER,
            Homes.words(home, "serve", "--port", "0", "--admin-port", "0"));
    server.awaitErr("server-started");
    if (!PINNED) {
      return server;
    }
    Process pin =
        new ProcessBuilder("taskset", "-apc", "0", Long.toString(server.pid()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(pin.waitFor()).isZero();
    return server;
  }

  private static GoodClient goodClient(Launched server) {
    String first = server.post("/predict", BadRequest.APPLICANT).body();
    assertThat(first).matches("\\{\"id\":\"c1\"," + PREDICTION + "}");
    return new GoodClient(server.port(), BadRequest.APPLICANT, first);
  }

  /// Lets the server answer for a while.
  ///
  /// @return the 99th percentile of the good client's waits without bad clients, in microseconds
  private static long warmUp(GoodClient good) {
    long quietMicros = 0;
    for (int i = 0; i < 3; i++) {
      GoodClient.Seen quiet = good.ask(Math.min(10 * MILLIS, WARM_UP_MILLIS_MAX), ANSWERS_MIN);
      assertThat(quiet.wrong()).isEmpty();
      assertThat(quiet.rejected()).isZero();
      quietMicros = quiet.p99Micros();
    }
    System.out.println("quiet: p99 " + quietMicros + " us");
    return quietMicros;
  }

  private GoodClient.Seen run(Launched server, GoodClient good, Cell cell, List<String> failures)
      throws IOException, InterruptedException {
    GoodClient.Seen seen;
    long closed;
    try (BadClients bad =
        BadClients.open(
            server.port(), cell.request(), cell.manner(), cell.query(), cell.connections())) {
      seen = good.ask(MILLIS, ANSWERS_MIN);
      closed = bad.closedByServer();
    }
    report(
        "%s,%s,%s,%d,%d,%d,%s,%d,%d,%d,%d"
            .formatted(
                cell.request(),
                cell.manner(),
                cell.query().isEmpty() ? "default" : cell.query().substring("?version=".length()),
                cell.connections(),
                seen.answered(),
                seen.rejected(),
                seen.wrong().replace(',', ';'),
                seen.p99Micros(),
                seen.mostMicros(),
                peakMebibytes(server),
                closed));
    if (server.isAlive()) {
      awaitQuiet(server, cell, failures);
    }
    return seen;
  }

  /// Waits until the server has detected that the bad clients have disconnected.
  private static void awaitQuiet(Launched server, Cell cell, List<String> failures) {
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(
              () -> {
                Matcher open = OPEN.matcher(server.get("/metrics").body());
                return open.find() && Integer.parseInt(open.group(1)) < 8;
              });
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      failures.add(cell + ": connections stay open");
    }
  }

  /// The peak memory of the server, in MiB; 0 if the system does not report it.
  private static long peakMebibytes(Launched server) {
    try {
      Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/" + server.pid() + "/status")));
      return peak.find() ? Long.parseLong(peak.group(1)) >> 10 : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static void report(String line) throws IOException {
    if (TABLE.isEmpty()) {
      return;
    }
    System.out.println(line);
    Files.writeString(
        Path.of(TABLE),
        line + "\n",
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
  }

  /// The cells to run: all, or a sample in random order in which each request and manner is used
  /// once before any is used again.
  private static List<Cell> cells() {
    Random random = new Random(SEED);
    List<Integer> connections =
        Stream.of(CONNECTIONS.split(",", -1)).map(Integer::valueOf).toList();
    List<List<Cell>> kinds = new ArrayList<>();
    for (BadRequest request : BadRequest.values()) {
      for (BadManner manner : BadManner.values()) {
        List<Cell> kind = new ArrayList<>();
        for (String query : QUERIES) {
          connections.forEach(count -> kind.add(new Cell(request, manner, query, count)));
        }
        kinds.add(kind);
      }
    }
    if (CELLS == 0) {
      return kinds.stream()
          .flatMap(List::stream)
          .filter(cell -> cell.toString().matches(ONLY))
          .toList();
    }
    Collections.shuffle(kinds, random);
    kinds.forEach(kind -> Collections.shuffle(kind, random));
    return IntStream.range(0, CELLS)
        .mapToObj(i -> kinds.get(i % kinds.size()).get(i / kinds.size()))
        .toList();
  }
}
