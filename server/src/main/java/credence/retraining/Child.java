package credence.retraining;

import credence.run.OutcomeLine;
import credence.run.TrainingRunOutcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A process that a server started. What it says on standard output is added to its log as far as
/// the disk permits, except for an outcome that it could not write itself.
final class Child {
  /// The exit code of a child that could not use the home; what it was to do has not begun.
  static final int STORAGE_FAILED = 74;

  private static final long READ_MILLIS_MAX = 5_000;
  private static final int LINE_CHARACTERS_MAX = 1 << 16;

  private final Process process;
  private final Path log;
  private final Thread reader;
  private volatile @Nullable TrainingRunOutcome outcome;
  private boolean cancelled;
  private long cancelledNanos;

  private Child(Process process, Path log) {
    this.process = process;
    this.log = log;
    reader = Thread.ofPlatform().daemon().name("credence-child").unstarted(this::read);
  }

  /// Follows a process.
  ///
  /// @param log where what it says is added
  static Child follow(Process process, Path log) {
    Child child = new Child(process, log);
    child.reader.start();
    return child;
  }

  /// The process.
  Process process() {
    return process;
  }

  /// The outcome that it could not write; empty unless it said so. Waits until all is read that a
  /// process that has ended had said.
  Optional<TrainingRunOutcome> outcome() {
    try {
      reader.join(READ_MILLIS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.ofNullable(outcome);
  }

  /// Whether it was told to stop.
  boolean isCancelled() {
    return cancelled;
  }

  /// Tells it to stop.
  void cancel() {
    cancelled = true;
    cancelledNanos = System.nanoTime();
    process.destroy();
  }

  /// Kills it if it was told to stop and did not for some time.
  void killIfStalled(long seconds) {
    if (cancelled && System.nanoTime() - cancelledNanos > TimeUnit.SECONDS.toNanos(seconds)) {
      process.destroyForcibly();
    }
  }

  private void read() {
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      StringBuilder line = new StringBuilder();
      for (int c = said.read(); c >= 0; c = said.read()) {
        line.append((char) c);
        if (c == '\n' || line.length() >= LINE_CHARACTERS_MAX) {
          take(line.toString());
          line.setLength(0);
        }
      }
      take(line.toString());
    } catch (IOException ended) {
      return;
    }
  }

  private void take(String line) {
    Optional<TrainingRunOutcome> unwritten = OutcomeLine.read(line);
    if (unwritten.isPresent()) {
      outcome = unwritten.get();
      return;
    }
    try {
      Files.writeString(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException full) {
      return; // The log is lost, the child goes on.
    }
  }
}
