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

/// A child process of a server. Its standard output is appended to its log if the disk permits,
/// except for an outcome that the process could not write itself.
final class Child {
  /// The exit code of a child that could not use the home and has not started its work.
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

  /// Reads the output of a process.
  ///
  /// @param log the file to which the output is appended
  static Child follow(Process process, Path log) {
    Child child = new Child(process, log);
    child.reader.start();
    return child;
  }

  /// The process.
  Process process() {
    return process;
  }

  /// The outcome that the process printed because it could not write it; empty if there is none.
  /// Waits until the output of the process, which must have ended, has been read.
  Optional<TrainingRunOutcome> outcome() {
    try {
      reader.join(READ_MILLIS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.ofNullable(outcome);
  }

  /// Whether the process was requested to stop.
  boolean isCancelled() {
    return cancelled;
  }

  /// Requests the process to stop.
  void cancel() {
    cancelled = true;
    cancelledNanos = System.nanoTime();
    process.destroy();
  }

  /// Kills the process if it has not stopped within a time after it was requested to.
  ///
  /// @param seconds the time, in seconds
  void killIfStalled(long seconds) {
    if (cancelled && System.nanoTime() - cancelledNanos > TimeUnit.SECONDS.toNanos(seconds)) {
      process.destroyForcibly();
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      StringBuilder line = new StringBuilder();
      for (int c = output.read(); c >= 0; c = output.read()) {
        line.append((char) c);
        if (c == '\n' || line.length() >= LINE_CHARACTERS_MAX) {
          append(line.toString());
          line.setLength(0);
        }
      }
      append(line.toString());
    } catch (IOException ended) {
      return;
    }
  }

  private void append(String line) {
    Optional<TrainingRunOutcome> unwritten = OutcomeLine.read(line);
    if (unwritten.isPresent()) {
      outcome = unwritten.get();
      return;
    }
    try {
      Files.writeString(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException full) {
      return; // The log is incomplete, but the child continues.
    }
  }
}
