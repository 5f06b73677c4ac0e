package credence.retraining;

import static credence.logging.Field.field;

import credence.files.FileStamp;
import credence.logging.EventLog;
import credence.logging.LogEvent;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetFolder;
import credence.run.TrainingSetName;
import credence.run.TrainingSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Detects new training sets in a home, waits until each is complete, and has it checked by a child
/// process, in the order of their dates. Not thread-safe.
final class ArrivalWatch {
  private final TrainingSets folder;
  private final ChildCommand children;
  private final RetrainingSettings settings;
  private final EventLog log;
  private final Consumer<TrainingSetEntry> onAccepted;
  private final Map<TrainingSetName, Observation> observations = new HashMap<>();

  /// The sets whose check failed, in the order of their last failures.
  private final SequencedSet<TrainingSetName> failed = new LinkedHashSet<>();

  /// The files whose names are not those of training sets, each logged once.
  private final Set<String> ignored = new HashSet<>();

  private final Backoff backoff;
  private volatile boolean stopped;

  /// The last observed state of a file.
  ///
  /// @param sinceNanos the time since which it has not changed, by [System#nanoTime()]
  /// @param done whether nothing needs to be done until it changes
  private record Observation(FileStamp stamp, long sinceNanos, boolean done) {}

  /// @param onAccepted receives each set that was accepted by its check
  ArrivalWatch(
      TrainingSets folder,
      ChildCommand children,
      RetrainingSettings settings,
      EventLog log,
      Consumer<TrainingSetEntry> onAccepted) {
    this.folder = folder;
    this.children = children;
    this.settings = settings;
    this.log = log;
    backoff = new Backoff(settings.trainingRetrySecondsMax());
    this.onAccepted = onAccepted;
  }

  /// Scans the files once and checks those that are new and complete. Sets whose check failed come
  /// last, the one that failed last at the end, so that each has its turn.
  ///
  /// @return whether no set waits for another check after a failure
  boolean scan() throws IOException {
    SortedMap<TrainingSetName, FileStamp> files = files();
    observations.keySet().retainAll(files.keySet());
    long now = System.nanoTime();
    for (Map.Entry<TrainingSetName, FileStamp> file : files.entrySet()) {
      Observation before = observations.get(file.getKey());
      if (before == null || !before.stamp().equals(file.getValue())) {
        observations.put(file.getKey(), new Observation(file.getValue(), now, false));
      }
    }
    long quietNanos = TimeUnit.SECONDS.toNanos(settings.trainingSetQuietSeconds());
    failed.retainAll(files.keySet());
    List<TrainingSetName> inOrder = new ArrayList<>(files.keySet());
    inOrder.removeAll(failed);
    inOrder.addAll(failed);
    for (TrainingSetName name : inOrder) {
      Observation file = observations.get(name);
      if (!stopped && file != null && !file.done() && now - file.sinceNanos() >= quietNanos) {
        settle(name, file);
      }
    }
    return failed.isEmpty();
  }

  /// Ends a running check.
  void stop() {
    stopped = true;
  }

  /// Does what a complete file calls for, once for as long as it looks like that.
  private void settle(TrainingSetName name, Observation file) throws IOException {
    TrainingSetEntry set = folder.compare(name);
    if (set.state() == TrainingSetEntry.State.UNCHECKED) {
      check(name, file);
      return;
    }
    if (set.state() == TrainingSetEntry.State.DAMAGED) {
      // The file or its profile cannot be read, perhaps only now.
      observations.put(name, new Observation(file.stamp(), System.nanoTime(), false));
      return;
    }
    observations.put(name, new Observation(file.stamp(), file.sinceNanos(), true));
    if (set.state() == TrainingSetEntry.State.CHANGED) {
      log.log(
          LogEvent.TRAINING_SET_CHANGED,
          field("set", name),
          field("message", set.exclusion().orElse(null)));
    }
  }

  private void check(TrainingSetName name, Observation file) throws IOException {
    if (!backoff.isOver()) {
      return;
    }
    Path checkLog = folder.checkLog(name);
    Files.deleteIfExists(checkLog);
    Process process = children.start(checkLog, "profile-set", "--set", name.text()).process();
    boolean ended = await(process);
    if (stopped) {
      return;
    }
    if (ended && process.exitValue() == Child.STORAGE_FAILED) {
      backoff.failed();
      failed.addLast(name); // Also if it is in the set already.
      throw new IOException(
          "the check of "
              + name
              + " failed because of the disk or the memory and will be retried; see "
              + checkLog
              + " for its output, if it could be written");
    }
    backoff.succeeded();
    failed.remove(name);
    observations.put(name, new Observation(file.stamp(), file.sinceNanos(), true));
    TrainingSetEntry set = folder.compare(name);
    switch (set.state()) {
      case ACCEPTED -> {
        log.log(LogEvent.TRAINING_SET_ACCEPTED, field("set", name));
        Files.deleteIfExists(checkLog);
        onAccepted.accept(set);
      }
      case REFUSED -> {
        log.log(
            LogEvent.TRAINING_SET_REFUSED,
            field("set", name),
            field("message", set.exclusion().orElse(null)));
        Files.deleteIfExists(checkLog);
      }
      case UNCHECKED ->
          log.log(
              LogEvent.TRAINING_SET_NOT_CHECKED,
              field("set", name),
              field(
                  "message",
                  (ended
                          ? "the check ended with code " + process.exitValue()
                          : "the check took longer than trainingSetCheckSecondsMax")
                      + "; see "
                      + checkLog
                      + " for its output"));
      case CHANGED, GONE, DAMAGED -> observations.remove(name);
    }
  }

  /// Waits for a check, and ends it if it takes too long or the watch is stopped.
  ///
  /// @return whether it ended by itself
  private boolean await(Process process) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.trainingSetCheckSecondsMax());
    try {
      while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
        if (stopped || System.nanoTime() - end > 0) {
          process.destroyForcibly();
          return false;
        }
      }
      return true;
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private SortedMap<TrainingSetName, FileStamp> files() throws IOException {
    SortedMap<TrainingSetName, FileStamp> files = new TreeMap<>();
    Set<String> others = new HashSet<>();
    if (!Files.isDirectory(folder.path())) {
      return files;
    }
    try (Stream<Path> all = Files.list(folder.path())) {
      for (Path file : all.toList()) {
        String text = String.valueOf(file.getFileName());
        Optional<TrainingSetName> name = TrainingSetName.of(text);
        if (name.isPresent() && TrainingSetName.format(text).isPresent()) {
          stamp(file).ifPresent(stamp -> files.put(name.get(), stamp));
        } else if (TrainingSetFolder.isOfUser(text) && Files.isRegularFile(file)) {
          others.add(text);
        }
      }
    }
    logIgnored(others);
    return files;
  }

  private void logIgnored(Set<String> others) {
    ignored.retainAll(others);
    others.stream()
        .sorted()
        .filter(ignored::add)
        .forEach(
            file ->
                log.log(
                    LogEvent.TRAINING_SET_IGNORED,
                    field("file", file),
                    field("message", TrainingSetName.faultOfFile(file).orElse(null))));
  }

  private static Optional<FileStamp> stamp(Path file) throws IOException {
    return Files.isRegularFile(file) ? FileStamp.ifPresent(file) : Optional.empty();
  }
}
