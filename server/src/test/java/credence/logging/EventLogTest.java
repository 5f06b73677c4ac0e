package credence.logging;

import static credence.logging.Field.field;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The log")
class EventLogTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678901Z"));
  private static final String AWKWARD = "a \"b\"\n\\ \u0007 ü \ud800 \u0085 \u2028 \u202e \u200b";

  private static String written(LogFormat format, Consumer<EventLog> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (EventLog log =
        new EventLog(new PrintStream(bytes, true, StandardCharsets.UTF_8), format, CLOCK)) {
      events.accept(log);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("writes an event as a line of text")
  void text() {
    assertThat(
            written(
                LogFormat.TEXT,
                log ->
                    log.log(
                        LogEvent.SERVER_STARTED,
                        field("port", 8080),
                        field("reason", "two words"),
                        field("alias", null))))
        .isEqualTo("2026-01-02T03:04:05.678Z INFO server-started port=8080 reason=\"two words\"\n");
  }

  @Test
  @DisplayName("writes an event as a JSON object, with the value unchanged")
  void json() {
    String line =
        written(
            LogFormat.JSON,
            log ->
                log.log(
                    LogEvent.TRAINING_SET_REFUSED,
                    field("text", AWKWARD),
                    field("n", 1L),
                    field("yes", true),
                    field("none", null)));
    assertThat(line.strip().lines()).hasSize(1);
    JsonNode event = new JsonMapper().readTree(line);
    assertThat(event.get("time").asString()).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(event.get("level").asString()).isEqualTo("WARNING");
    assertThat(event.get("text").asString()).isEqualTo(AWKWARD);
    assertThat(event.get("n").asLong()).isEqualTo(1);
    assertThat(event.get("yes").asBoolean()).isTrue();
    assertThat(event.has("none")).isFalse();
    assertThat(event.get("action").asString()).isEqualTo(LogEvent.TRAINING_SET_REFUSED.action());
  }

  @Test
  @DisplayName("writes one line of text, whatever a value contains")
  void oneLine() {
    String line =
        written(LogFormat.TEXT, log -> log.log(LogEvent.REQUEST, field("text", AWKWARD))).strip();
    assertThat(line.lines()).hasSize(1);
    assertThat(line.chars())
        .as("no character that a terminal does not show as itself")
        .allMatch(c -> c == ' ' || c == '\u00fc' || (c > ' ' && c < 0x7f));
  }

  @Test
  @DisplayName("logs an exception with its origin, without its message")
  void unexpected() {
    String line =
        written(
            LogFormat.TEXT,
            log ->
                log.unexpected(
                    LogEvent.REQUEST_FAILED,
                    new IllegalStateException("secret", new NumberFormatException("secret"))));
    assertThat(line)
        .contains("ERROR request-failed thrown=java.lang.IllegalStateException")
        .contains("EventLogTest")
        .contains("caused by java.lang.NumberFormatException")
        .doesNotContain("secret");
    assertThat(line.lines()).hasSize(1);
  }

  @Test
  @DisplayName("accepts warnings of libraries, without their parameters")
  void libraries() {
    String lines =
        written(
            LogFormat.TEXT,
            log -> {
              LibraryLog.redirectTo(log);
              LogRecord warning = new LogRecord(Level.WARNING, "broken {0}");
              warning.setParameters(new Object[] {"secret"});
              warning.setLoggerName("io.netty.Thing");
              Logger.getLogger("io.netty.Thing").log(warning);
              Logger.getLogger("io.netty.Thing").info("unimportant");
              Logger.getLogger("").log(new LogRecord(Level.WARNING, null));
            });
    assertThat(lines)
        .contains("WARNING library-warning logger=io.netty.Thing message=\"broken {0}\"")
        .doesNotContain("secret")
        .doesNotContain("unimportant")
        .doesNotContain("null");
  }

  @Test
  @DisplayName(
      "logs the same failure at most ten times per minute, and then the number of repetitions")
  void repetitions() {
    AtomicReference<Instant> now = new AtomicReference<>(CLOCK.instant());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (EventLog log =
        new EventLog(
            new PrintStream(bytes, true, StandardCharsets.UTF_8), LogFormat.TEXT, now::get)) {
      LibraryLog.redirectTo(log);
      Logger netty = Logger.getLogger("io.netty.Thing");
      for (int i = 0; i < 1_000; i++) {
        log.unexpected(LogEvent.REQUEST_FAILED, failure());
        netty.warning("x".repeat(60) + i + "y".repeat(1_000));
      }
      log.unexpected(LogEvent.ANSWER_NOT_RELEASED, failure());
      now.set(now.get().plus(Repetitions.PERIOD).plusMillis(1));
      log.unexpected(LogEvent.REQUEST_FAILED, failure());
      netty.warning("x".repeat(70));
    }
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).filteredOn(line -> line.contains("library-warning")).hasSize(11);
    assertThat(lines).filteredOn(line -> line.contains("request-failed")).hasSize(11);
    assertThat(lines).filteredOn(line -> line.contains("answer-not-released")).hasSize(1);
    assertThat(lines).filteredOn(line -> line.contains("suppressed=990")).hasSize(2);
    assertThat(lines).allMatch(line -> line.length() < 2_100);
  }

  @Test
  @DisplayName("remembers a limited number of failures, and forgets the oldest")
  void bounded() {
    Repetitions repetitions = new Repetitions();
    for (int i = 0; i < 10 * Repetitions.KEYS_MAX; i++) {
      assertThat(repetitions.admit("trouble " + i, CLOCK.instant())).isZero();
    }
    for (int i = 1; i < Repetitions.LINES_MAX; i++) {
      String last = "trouble " + (10 * Repetitions.KEYS_MAX - 1);
      assertThat(repetitions.admit(last, CLOCK.instant())).isZero();
    }
    assertThat(repetitions.admit("trouble " + (10 * Repetitions.KEYS_MAX - 1), CLOCK.instant()))
        .isNegative();
  }

  @Test
  @DisplayName("never blocks a writer for a slow reader, and reports the number of dropped lines")
  void dropped() {
    CountDownLatch reading = new CountDownLatch(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutputStream slow =
        new OutputStream() {
          @Override
          public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] b, int off, int len) {
            try {
              reading.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            bytes.write(b, off, len);
          }
        };
    int written = EventLog.LINES_MAX + 100;
    try (EventLog log =
        new EventLog(new PrintStream(slow, true, StandardCharsets.UTF_8), LogFormat.TEXT, CLOCK)) {
      for (int i = 0; i < written; i++) {
        log.log(LogEvent.REQUEST, field("i", i));
      }
      reading.countDown();
      org.awaitility.Awaitility.await()
          .until(
              () -> {
                log.log(LogEvent.SERVER_STOPPED);
                return bytes.toString(StandardCharsets.UTF_8).contains("log-lines-dropped");
              });
    }
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    long events = lines.stream().filter(line -> line.contains(" request i=")).count();
    assertThat(events).isLessThan(written).isGreaterThanOrEqualTo(EventLog.LINES_MAX);
    assertThat(lines).anyMatch(line -> line.contains("WARNING log-lines-dropped lines="));
  }

  private static IllegalStateException failure() {
    return new IllegalStateException("secret");
  }
}
