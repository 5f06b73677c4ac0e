package credence.retraining;

import static credence.logging.Field.field;

import credence.files.FileStamp;
import credence.logging.EventLog;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetName;
import credence.run.TrainingSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Notices the training sets that appear in a home, waits until each is complete, and has it
/// checked by a process of its own, in the order of their dates. Not safe for use by several
/// threads.
final class ArrivalWatch {
  private final TrainingSets folder;
  private final ChildCommand children;
  private final RetrainingSettings settings;
  private final EventLog log;
  private final Consumer<TrainingSetEntry> onAccepted;
  private final Map<TrainingSetName, Seen> seen = new HashMap<>();
  private final Backoff backoff;
  private volatile boolean stopped;

  /// A file as it was seen last.
  ///
  /// @param sinceNanos since when it looks like that
  /// @param done whether nothing has to be done about it for as long as it looks like that
  private record Seen(FileStamp stamp, long sinceNanos, boolean done) {}

  /// @param onAccepted takes each set that was checked and can be trained on
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

  /// Looks once at every file, and checks those that are new and complete.
  void look() throws IOException {
    SortedMap<TrainingSetName, FileStamp> files = files();
    seen.keySet().retainAll(files.keySet());
    long now = System.nanoTime();
    for (Map.Entry<TrainingSetName, FileStamp> file : files.entrySet()) {
      Seen before = seen.get(file.getKey());
      if (before == null || !before.stamp().equals(file.getValue())) {
        notice(file.getKey(), file.getValue(), now);
      }
    }
    long quietNanos = TimeUnit.SECONDS.toNanos(settings.trainingSetQuietSeconds());
    for (TrainingSetName name : files.keySet()) {
      Seen file = seen.get(name);
      if (!stopped && file != null && !file.done() && now - file.sinceNanos() >= quietNanos) {
        check(name, file);
      }
    }
  }

  /// Ends a check that is being made.
  void stop() {
    stopped = true;
  }

  private void notice(TrainingSetName name, FileStamp stamp, long now) throws IOException {
    TrainingSetEntry set = folder.look(name);
    boolean unchecked = set.state() == TrainingSetEntry.State.UNCHECKED;
    seen.put(name, new Seen(stamp, now, !unchecked));
    if (set.state() == TrainingSetEntry.State.CHANGED) {
      log.warning(
          "training-set-changed",
          field("set", name),
          field("message", set.exclusion().orElse(null)));
    }
  }

  private void check(TrainingSetName name, Seen file) throws IOException {
    Path said = folder.checkLog(name);
    Files.deleteIfExists(said);
    if (!backoff.isOver()) {
      return;
    }
    Process process = children.start(said, "profile-set", "--set", name.text()).process();
    boolean ended = await(process);
    if (stopped) {
      return;
    }
    if (ended && process.exitValue() == Child.STORAGE_FAILED) {
      backoff.failed();
      throw new IOException(
          "the check of "
              + name
              + " failed by the disk or the memory and is made again; "
              + said(said));
    }
    backoff.succeeded();
    seen.put(name, new Seen(file.stamp(), file.sinceNanos(), true));
    TrainingSetEntry set = folder.look(name);
    switch (set.state()) {
      case ACCEPTED -> {
        log.info("training-set-accepted", field("set", name));
        Files.deleteIfExists(said);
        onAccepted.accept(set);
      }
      case REFUSED -> {
        log.warning(
            "training-set-refused",
            field("set", name),
            field("message", set.exclusion().orElse(null)));
        Files.deleteIfExists(said);
      }
      case UNCHECKED ->
          log.warning(
              "training-set-not-checked",
              field("set", name),
              field(
                  "message",
                  (ended
                          ? "the check ended with code " + process.exitValue()
                          : "the check took longer than trainingSetCheckSecondsMax")
                      + "; "
                      + said
                      + " has what it said"));
      case CHANGED, GONE, DAMAGED -> seen.remove(name);
    }
  }

  private static String said(Path log) {
    return log + " has what it said, if there was room";
  }

  /// Waits for a check; ends it when it takes too long or the watch is stopped.
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
    if (!Files.isDirectory(folder.path())) {
      return files;
    }
    try (Stream<Path> all = Files.list(folder.path())) {
      for (Path file : all.toList()) {
        String text = String.valueOf(file.getFileName());
        Optional<TrainingSetName> name = TrainingSetName.of(text);
        if (name.isPresent() && text.endsWith(TrainingSetName.ENDING)) {
          stamp(file).ifPresent(stamp -> files.put(name.get(), stamp));
        }
      }
    }
    return files;
  }

  private static Optional<FileStamp> stamp(Path file) throws IOException {
    return Files.isRegularFile(file) ? FileStamp.ifPresent(file) : Optional.empty();
  }
}
