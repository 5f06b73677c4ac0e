package credence.decision.segment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credence.decision.DecisionLog;
import credence.files.AppendFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The decision log's files")
@Timeout(60)
final class SegmentLogsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-27T23:59:59Z"));

  @TempDir private Path home;

  private final Listener events = new Listener();

  /// Collects what happens.
  private static final class Listener implements LogListener {
    final List<String> happened = new CopyOnWriteArrayList<>();
    final List<RecoveredSegment> recovered = new CopyOnWriteArrayList<>();
    final CountDownLatch working = new CountDownLatch(1);

    @Override
    public void failing(String why) {
      happened.add(why);
    }

    @Override
    public void working() {
      happened.add("working");
      working.countDown();
    }

    @Override
    public void recovered(RecoveredSegment segment) {
      recovered.add(segment);
    }
  }

  /// Files whose writes and syncs a test makes fail or wait.
  private static final class Disk implements WriterFiles.Creation {
    volatile boolean writesFail;
    volatile boolean syncsFail;
    volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public AppendFile create(Path file) throws IOException {
      AppendFile real = AppendFile.create(file);
      return new AppendFile() {
        @Override
        public void append(ByteBuffer bytes) throws IOException {
          try {
            gate.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          if (writesFail) {
            throw new IOException("No space left on device");
          }
          real.append(bytes);
        }

        @Override
        public boolean isCut() {
          return real.isCut();
        }

        @Override
        public long length() {
          return real.length();
        }

        @Override
        public void sync() throws IOException {
          if (syncsFail) {
            throw new IOException("Input/output error");
          }
          real.sync();
        }

        @Override
        public void close() throws IOException {
          real.close();
        }
      };
    }
  }

  private Path folder() {
    return home.resolve("decisions");
  }

  private static SegmentSettings settings(Durability durability) {
    return new SegmentSettings(durability, 1 << 16, 3_600, 1 << 20, 200);
  }

  private SegmentLogs open(Durability durability) throws IOException {
    return SegmentLogs.open(folder(), settings(durability), 1, CLOCK, events);
  }

  private SegmentLogs open(Disk disk, Durability durability) throws IOException {
    return SegmentLogs.open(new LogFolder(folder(), CLOCK, disk), settings(durability), 1, events);
  }

  private static void append(DecisionLog log, long first, int count) throws Exception {
    assertThat(TestDecisions.append(log, first, count).get()).isTrue();
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private static List<String> ids(Path segment) throws IOException {
    return Files.readAllLines(segment).stream()
        .map(line -> line.replaceAll(".*\"decision\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  /// A copy of the log's files as they are, as if the server had been killed now.
  private Path killed(SegmentLogs running) throws IOException {
    Path copy = home.resolve("copy");
    try (Stream<Path> files = Files.walk(folder())) {
      for (Path file : files.toList()) {
        Path to = copy.resolve(folder().relativize(file).toString());
        Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    assertThat(running.status().failure()).isNull();
    return copy;
  }

  private SegmentLogs recovered(Path copy) throws IOException {
    return SegmentLogs.open(copy, settings(Durability.WRITTEN), 1, CLOCK, events);
  }

  @Nested
  @DisplayName("in order")
  final class InOrder {
    @Test
    void containARecordWhenItsAnswerMayBeSent() throws Exception {
      try (SegmentLogs logs = open(Durability.WRITTEN)) {
        DecisionLog log = logs.log(0);
        append(log, 1, 3);
        assertThat(segments())
            .containsExactly(folder().resolve("2026-11-27/" + log.writer() + "-1.jsonl"));
        assertThat(ids(segments().getFirst()))
            .containsExactly(log.writer() + "-1-1", log.writer() + "-1-2", log.writer() + "-1-3");
        assertThat(logs.counts().records()).isEqualTo(3);
        assertThat(logs.counts().bytes()).isEqualTo(Files.size(segments().getFirst()));
      }
    }

    @Test
    void canBeReadOnlyByTheirOwner() throws Exception {
      try (SegmentLogs logs = open(Durability.WRITTEN)) {
        append(logs.log(0), 1, 1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
            .isEqualTo("rwx------");
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(segments().getFirst())))
            .isEqualTo("rw-------");
      }
    }

    @Test
    void continueInTheNextSegmentWhenOneIsFull() throws Exception {
      try (SegmentLogs logs = open(Durability.SYNCED)) {
        DecisionLog log = logs.log(0);
        append(log, 1, 300);
        assertThat(log.segment()).isEqualTo(2);
        append(log, 1, 1);
        assertThat(ids(segments().getLast())).containsExactly(log.writer() + "-2-1");
      }
    }

    @Test
    void needNoRecoveryAfterAnOrderlyStop() throws Exception {
      try (SegmentLogs logs = open(Durability.WRITTEN)) {
        append(logs.log(0), 1, 2);
      }
      try (SegmentLogs next = open(Durability.WRITTEN)) {
        assertThat(events.recovered).isEmpty();
        append(next.log(0), 1, 1);
        assertThat(segments()).hasSize(2);
      }
    }

    @Test
    void ofServersOfOneFolderAreSeparate() throws Exception {
      try (SegmentLogs one = open(Durability.WRITTEN);
          SegmentLogs other = open(Durability.WRITTEN)) {
        append(one.log(0), 1, 1);
        append(other.log(0), 1, 1);
        assertThat(events.recovered).isEmpty();
        assertThat(one.log(0).writer()).isNotEqualTo(other.log(0).writer());
        assertThat(segments()).hasSize(2);
      }
    }

    @Test
    void areWrittenCompletelyWhenTheServerStopsWithALongQueue() throws Exception {
      List<CompletableFuture<Boolean>> logged = new ArrayList<>();
      try (SegmentLogs logs = open(Durability.WRITTEN)) {
        for (int i = 0; i < 200; i++) {
          logged.add(TestDecisions.append(logs.log(0), 1 + 10L * i, 10));
        }
      }
      int lines = 0;
      for (Path segment : segments()) {
        lines += ids(segment).size();
      }
      assertThat(logged).allSatisfy(one -> assertThat(one.join()).isTrue());
      assertThat(lines).isEqualTo(2_000);
    }
  }

  @Nested
  @DisplayName("on a disk that fails")
  final class OnAFailingDisk {
    @Test
    void containNothingOfAWriteThatFailed() throws Exception {
      Disk disk = new Disk();
      try (SegmentLogs logs = open(disk, Durability.WRITTEN)) {
        DecisionLog log = logs.log(0);
        append(log, 1, 1);
        disk.writesFail = true;
        assertThat(TestDecisions.append(log, 2, 2).get()).isFalse();
        assertThat(logs.status().failure()).isEqualTo("No space left on device");
        assertThat(logs.counts().failed()).isEqualTo(2);
        disk.writesFail = false;
        assertThat(events.working.await(30, TimeUnit.SECONDS)).isTrue();
        append(log, 4, 1);
        assertThat(ids(segments().getFirst()))
            .containsExactly(log.writer() + "-1-1", log.writer() + "-1-4");
        assertThat(events.happened).containsExactly("No space left on device", "working");
      }
    }

    @Test
    void areNeverAppendedToAfterASyncThatFailed() throws Exception {
      Disk disk = new Disk();
      try (SegmentLogs logs = open(disk, Durability.SYNCED)) {
        DecisionLog log = logs.log(0);
        append(log, 1, 1);
        disk.syncsFail = true;
        assertThat(TestDecisions.append(log, 2, 1).get()).isFalse();
        disk.syncsFail = false;
        assertThat(events.working.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(log.segment()).isEqualTo(2);
        append(log, 1, 1);
        assertThat(segments()).hasSize(2);
      }
    }

    @Test
    void takeNoRecordLongerThanTheBacklogMayWait() throws Exception {
      Disk disk = new Disk();
      try (SegmentLogs logs = open(disk, Durability.WRITTEN)) {
        DecisionLog log = logs.log(0);
        append(log, 1, 1);
        disk.gate = new CountDownLatch(1);
        CompletableFuture<Boolean> writing = TestDecisions.append(log, 2, 1);
        CompletableFuture<Boolean> waiting = TestDecisions.append(log, 3, 1);
        assertThat(writing.get(30, TimeUnit.SECONDS)).isFalse();
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isFalse();
        assertThat(logs.status().failure()).contains("200 ms");
        disk.gate.countDown();
        assertThat(events.working.await(30, TimeUnit.SECONDS)).isTrue();
      }
    }

    @Test
    void takeNoMoreThanTheBacklog() throws Exception {
      Disk disk = new Disk();
      try (SegmentLogs logs = open(disk, Durability.WRITTEN)) {
        DecisionLog log = logs.log(0);
        disk.gate = new CountDownLatch(1);
        boolean refused = false;
        for (int i = 0; i < 2_000 && !refused; i++) {
          refused = TestDecisions.append(log, 1 + 10L * i, 10).isDone();
        }
        assertThat(refused).isTrue();
        assertThat(logs.backlogBytes()).isBetween(1L, 2L << 20);
        disk.gate.countDown();
      }
    }
  }

  @Nested
  @DisplayName("of a server that was killed")
  final class OfAKilledServer {
    @Test
    void areKeptAndNotContinued() throws Exception {
      try (SegmentLogs logs = open(Durability.WRITTEN)) {
        append(logs.log(0), 1, 5);
        Path copy = killed(logs);
        try (SegmentLogs next = recovered(copy)) {
          assertThat(events.recovered)
              .singleElement()
              .satisfies(
                  segment -> {
                    assertThat(segment.records()).isEqualTo(5);
                    assertThat(segment.cutBytes()).isZero();
                    assertThat(segment.lostBytes()).isZero();
                  });
          assertThat(next.log(0).writer()).isNotEqualTo(logs.log(0).writer());
        }
        recovered(copy).close();
        assertThat(events.recovered).hasSize(1);
      }
    }

    @Test
    void loseAnIncompleteEnd() throws Exception {
      try (SegmentLogs logs = open(Durability.WRITTEN)) {
        append(logs.log(0), 1, 5);
        Path copy = killed(logs);
        Path segment = copy.resolve(folder().relativize(segments().getFirst()).toString());
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, "{\"format\":1,\"ki".getBytes(UTF_8), StandardOpenOption.APPEND);
        try (SegmentLogs _ = recovered(copy)) {
          assertThat(events.recovered.getFirst().cutBytes()).isEqualTo(15);
          assertThat(Files.readAllBytes(segment)).isEqualTo(whole);
        }
      }
    }

    @Test
    void keepCompleteRecordsAfterDamagedOnes() throws Exception {
      try (SegmentLogs logs = open(Durability.WRITTEN)) {
        append(logs.log(0), 1, 5);
        Path copy = killed(logs);
        Path segment = copy.resolve(folder().relativize(segments().getFirst()).toString());
        List<String> lines = Files.readAllLines(segment);
        byte[] bytes = Files.readAllBytes(segment);
        int second = lines.getFirst().length() + 1;
        bytes[second + 40] = 0; // A page that never reached the disk contains zeros.
        Files.write(segment, bytes);
        try (SegmentLogs _ = recovered(copy)) {
          RecoveredSegment recovered = events.recovered.getFirst();
          assertThat(recovered.records()).isEqualTo(4);
          assertThat(recovered.damagedBytes()).isEqualTo(lines.get(1).length() + 1L);
          assertThat(Files.readAllLines(segment))
              .containsExactly(lines.get(0), lines.get(2), lines.get(3), lines.get(4));
          assertThat(Files.size(segment.resolveSibling(segment.getFileName() + ".damaged")))
              .isEqualTo(recovered.damagedBytes());
        }
      }
    }

    @Test
    void reportTheLossOfWhatWasOnDisk() throws Exception {
      Path copy;
      long size;
      try (SegmentLogs logs = open(Durability.SYNCED)) {
        append(logs.log(0), 1, 5);
        copy = killed(logs);
        size = Files.size(segments().getFirst());
        String writer = logs.log(0).writer();
        Files.writeString(
            LogFolder.writerFile(copy, writer), String.format(Locale.ROOT, "%7d %19d\n", 1, size));
        Path segment = copy.resolve(folder().relativize(segments().getFirst()).toString());
        Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), 700));
      }
      try (SegmentLogs _ = recovered(copy)) {
        RecoveredSegment recovered = events.recovered.getFirst();
        assertThat(recovered.lostBytes()).isEqualTo(size - (700 - recovered.cutBytes()));
      }
    }
  }
}
