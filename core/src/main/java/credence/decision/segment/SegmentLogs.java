package credence.decision.segment;

import credence.decision.DecisionLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The decision log of a server: a writer for each event loop, in one folder that other servers may
/// use at the same time.
///
/// Two threads serve all writers: one syncs what has been written each second, and recovers the
/// segments of servers that have been killed; the other refuses records that wait too long, so it
/// must not wait for a disk itself.
public final class SegmentLogs implements AutoCloseable {
  private static final long SYNC_MILLIS = 1_000;
  private static final long RECOVERY_MILLIS = 10_000;
  private static final long EXPIRY_MILLIS = 50;
  private static final long CLOSE_MILLIS = 10_000;

  private final LogFolder folder;
  private final LogStatus status;
  private final LogCounts counts = new LogCounts();
  private final List<SegmentWriter> writers = new ArrayList<>();
  private final List<WriterFiles> files = new ArrayList<>();
  private final LogListener listener;
  private final ScheduledThreadPoolExecutor sync = executor("credence-decisions-sync");
  private final ScheduledThreadPoolExecutor expiry = executor("credence-decisions-expiry");

  private SegmentLogs(LogFolder folder, SegmentSettings settings, int loops, LogListener listener)
      throws IOException {
    this.folder = folder;
    status = new LogStatus(listener);
    this.listener = listener;
    folder.create();
    folder.recover().forEach(listener::recovered);
    for (int i = 0; i < loops; i++) {
      WriterFiles own = folder.newWriter();
      files.add(own);
      writers.add(new SegmentWriter(own, settings, status, counts));
    }
  }

  /// Opens a decision log, after recovering the segments that stopped servers have left.
  ///
  /// @param folder the log's folder; created if it does not exist
  /// @param loops the number of event loops
  /// @param listener receives what happens to the log
  /// @throws IOException if the folder cannot be created, read or written
  public static SegmentLogs open(
      Path folder, SegmentSettings settings, int loops, InstantSource clock, LogListener listener)
      throws IOException {
    return open(new LogFolder(folder, clock), settings, loops, listener);
  }

  static SegmentLogs open(
      LogFolder folder, SegmentSettings settings, int loops, LogListener listener)
      throws IOException {
    SegmentLogs logs = new SegmentLogs(folder, settings, loops, listener);
    logs.start();
    return logs;
  }

  private static ScheduledThreadPoolExecutor executor(String name) {
    return new ScheduledThreadPoolExecutor(
        1, task -> Thread.ofPlatform().daemon().name(name).unstarted(task));
  }

  private void start() {
    writers.forEach(SegmentWriter::start);
    repeat(sync, this::sync, SYNC_MILLIS);
    repeat(sync, this::recover, RECOVERY_MILLIS);
    repeat(expiry, this::expire, EXPIRY_MILLIS);
  }

  /// Runs a task again and again, also after one that has failed.
  private void repeat(ScheduledThreadPoolExecutor by, Runnable task, long millis) {
    var _ =
        by.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                status.fails(new IOException("an error in Credence: " + e.getClass().getName(), e));
              }
            },
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  private void sync() {
    if (status.failure() != null && writers.stream().allMatch(SegmentWriter::isIdle)) {
      probe();
    }
    writers.forEach(SegmentWriter::sync);
  }

  /// Recovers the segments of servers that have been killed meanwhile.
  private void recover() {
    try {
      folder.recover().forEach(listener::recovered);
    } catch (IOException e) {
      // A disk that fails is reported by the syncs; the segments are recovered later.
    }
  }

  /// Without requests, only this shows that the disk works again.
  private void probe() {
    try {
      folder.probe();
      status.works();
    } catch (IOException e) {
      status.fails(e);
    }
  }

  private void expire() {
    long now = System.nanoTime();
    writers.forEach(writer -> writer.expire(now));
  }

  /// The log of an event loop.
  ///
  /// @param loop its number, from 0
  public DecisionLog log(int loop) {
    return writers.get(loop);
  }

  /// Whether records can be logged.
  public LogStatus status() {
    return status;
  }

  /// What has been logged.
  public LogCounts counts() {
    return counts;
  }

  /// The size of the records that wait to be written, in bytes.
  public long backlogBytes() {
    return writers.stream().mapToLong(SegmentWriter::backlogBytes).sum();
  }

  /// Writes what waits and puts it on disk. What then cannot be proven to be on disk is checked at
  /// the next start.
  @Override
  public void close() {
    try {
      sync.shutdown();
      boolean stopped = sync.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
      for (int i = 0; i < writers.size(); i++) {
        close(files.get(i), stopped && writers.get(i).close(CLOSE_MILLIS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      expiry.shutdownNow();
    }
  }

  private void close(WriterFiles own, boolean complete) {
    try {
      if (complete) {
        own.end();
      } else {
        own.close();
      }
    } catch (IOException e) {
      status.fails(e);
    }
  }
}
