package credence.run;

import credence.files.DurableFiles;
import credence.files.FileFailure;
import credence.files.FileStamp;
import credence.model.LocatedError;
import credence.registry.Event;
import credence.registry.History;
import credence.registry.HistoryRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The training runs of a home: `HOME/training-runs/ID/` with `request.json`, `progress.json`,
/// `outcome.json`, `log.txt`, and `work/` for temporary files.
///
/// A run exists once its request has been written; it has ended once its outcome has. Ids begin
/// with the time, so their order is that of the requests.
public final class TrainingRunFolder implements TrainingRuns {
  private static final String NAME = "training-runs";
  private static final String LOCK = "queue.lock";
  private static final int PROBE_BYTES = 64 << 10;
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;
  private final InstantSource clock;

  /// The training runs of a home; nothing needs to exist yet.
  public TrainingRunFolder(Path home) {
    this(home, InstantSource.system());
  }

  /// The training runs of a home.
  ///
  /// @param clock the source of timestamps
  public TrainingRunFolder(Path home, InstantSource clock) {
    this.folder = home.resolve(NAME);
    this.clock = clock;
  }

  @Override
  public String add(TrainingRunRequest request) throws IOException {
    return add(request, null);
  }

  @Override
  public String begin(TrainingRunRequest request) throws IOException {
    removeWorkOfTheDead();
    return add(request, begun());
  }

  @Override
  public boolean beginAgain(String id) throws IOException {
    keep(id, begun());
    if (!Files.deleteIfExists(run(id).resolve("outcome.json"))) {
      return false;
    }
    DurableFiles.deleteAll(work(id));
    DurableFiles.syncFolder(run(id));
    return true;
  }

  private TrainingRunProgress begun() {
    Instant now = clock.instant();
    return new TrainingRunProgress(
        TrainingRunState.RUNNING,
        null,
        0,
        0,
        List.of(),
        null,
        null,
        ProcessIdentity.current(),
        now,
        now);
  }

  private String add(TrainingRunRequest request, @Nullable TrainingRunProgress progress)
      throws IOException {
    DurableFiles.createFolder(folder);
    removeOldest();
    int random = ThreadLocalRandom.current().nextInt(1 << 24);
    String id = ID_TIME.format(request.requestedAt()) + "-" + HexFormat.of().toHexDigits(random, 6);
    try {
      DurableFiles.createFolder(folder.resolve(id));
      if (progress != null) {
        keep(id, progress);
      }
      RunFile.REQUEST.write(folder.resolve(id).resolve("request.json"), request);
    } catch (IOException e) {
      // Otherwise repeated attempts on a full disk would displace earlier runs.
      try {
        DurableFiles.deleteAll(folder.resolve(id));
      } catch (IOException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
    DurableFiles.syncFolder(folder);
    return id;
  }

  @Override
  public Listing listing() throws IOException {
    List<TrainingRunEntry> runs = new ArrayList<>();
    List<LocatedError> damaged = new ArrayList<>();
    List<Path> entries = new ArrayList<>(DurableFiles.list(folder));
    Collections.sort(entries);
    for (Path entry : entries) {
      String name = String.valueOf(entry.getFileName());
      if (TrainingRuns.isId(name)) {
        Look look = lookAt(name);
        look.run().ifPresent(runs::add);
        damaged.addAll(look.damaged());
      }
      if (!isOurs(name) || (TrainingRuns.isId(name) && !Files.isDirectory(entry))) {
        damaged.add(
            new LocatedError(
                entry.toString(), "expected the folder of a training run; delete or move it"));
      }
    }
    return new Listing(runs, damaged);
  }

  private static boolean isOurs(String name) {
    return TrainingRuns.isId(name) || name.startsWith(".") || name.equals(LOCK);
  }

  @Override
  public List<TrainingRunEntry> list() throws IOException {
    return listing().runs();
  }

  @Override
  public Optional<TrainingRunEntry> look(String id) {
    return TrainingRuns.isId(id) ? lookAt(id).run() : Optional.empty();
  }

  @Override
  public List<LocatedError> damaged(String id) {
    return TrainingRuns.isId(id) ? lookAt(id).damaged() : List.of();
  }

  private record Look(Optional<TrainingRunEntry> run, List<LocatedError> damaged) {}

  private Look lookAt(String id) {
    Path run = folder.resolve(id);
    // In this order: an outcome written in between is seen next time, and the process still counts
    // as running.
    var progress = RunFile.PROGRESS.read(run.resolve("progress.json"));
    boolean running =
        progress
            .value()
            .map(TrainingRunProgress::process)
            .flatMap(ProcessIdentity::running)
            .isPresent();
    var outcome = RunFile.OUTCOME.read(run.resolve("outcome.json"));
    var request = RunFile.REQUEST.read(run.resolve("request.json"));
    List<LocatedError> damaged =
        Stream.of(request.damage(), progress.damage(), outcome.damage())
            .flatMap(Optional::stream)
            .toList();
    LocatedError unknown = outcome.damage().or(progress::damage).orElse(null);
    return new Look(
        request
            .value()
            .map(
                asked ->
                    new TrainingRunEntry(
                        id,
                        asked,
                        progress.value().orElse(null),
                        outcome.value().orElse(null),
                        running,
                        outcome.value().isPresent() ? null : unknown)),
        damaged);
  }

  @Override
  public void keep(String id, TrainingRunProgress progress) throws IOException {
    RunFile.PROGRESS.write(run(id).resolve("progress.json"), progress);
  }

  @Override
  public void keep(String id, TrainingRunOutcome outcome) throws IOException {
    DurableFiles.deleteAll(work(id));
    RunFile.OUTCOME.write(run(id).resolve("outcome.json"), outcome);
  }

  @Override
  public void restart(String id) throws IOException {
    DurableFiles.deleteAll(work(id));
    Files.deleteIfExists(run(id).resolve("outcome.json"));
    Files.deleteIfExists(run(id).resolve("progress.json"));
    DurableFiles.syncFolder(run(id));
  }

  @Override
  public boolean hasOutcome(String id) {
    return Files.exists(run(id).resolve("outcome.json"), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void requireRoom(String id, long bytesMin) throws IOException {
    Path run = run(id);
    long free = Files.getFileStore(run).getUsableSpace();
    if (free < bytesMin) {
      throw FileFailure.because(
          "cannot begin a training run in",
          run,
          String.format(
              Locale.ROOT,
              "%d MiB are free there, at least %d are needed (trainingFreeMebibytesMin)",
              free >> 20,
              bytesMin >> 20));
    }
    Path probe = run.resolve("room");
    DurableFiles.replaceShared(probe, new byte[PROBE_BYTES]);
    Files.deleteIfExists(probe);
  }

  @Override
  public Path log(String id) {
    return run(id).resolve("log.txt");
  }

  @Override
  public Path work(String id) {
    return run(id).resolve("work");
  }

  @Override
  public List<TrainingRunEntry> endInterrupted(History history) throws IOException {
    List<TrainingRunEntry> ended = new ArrayList<>();
    for (TrainingRunEntry run : list()) {
      if (run.outcome() == null && run.state() == TrainingRunState.INTERRUPTED) {
        keep(run.id(), outcomeOfInterrupted(run.id(), history));
        ended.add(look(run.id()).orElse(run));
      }
    }
    return ended;
  }

  @Override
  public TrainingRunOutcome outcomeOfInterrupted(String id, History history) {
    return history.records().stream()
        .filter(record -> id.equals(record.details().get(HISTORY_DETAIL)))
        .flatMap(record -> published(record).stream())
        .findFirst()
        .orElseGet(
            () ->
                TrainingRunOutcome.without(
                    TrainingRunState.INTERRUPTED,
                    List.of("its process ended before the run did; it can be restarted"),
                    clock.instant()));
  }

  /// The outcome of a run that published the version of a record; empty for other records.
  private static Optional<TrainingRunOutcome> published(HistoryRecord record) {
    return record.event() instanceof Event.Published published
        ? Optional.of(
            new TrainingRunOutcome(
                TrainingRunState.SUCCEEDED,
                published.version(),
                published.champion(),
                0,
                List.of("its process ended right after it had published"),
                record.time()))
        : Optional.empty();
  }

  @Override
  public Path queueLock() throws IOException {
    DurableFiles.createFolder(folder);
    return folder.resolve(LOCK);
  }

  @Override
  public FileStamp stamp() throws IOException {
    return FileStamp.of(folder);
  }

  private void removeOldest() throws IOException {
    List<String> ids = ids();
    int surplus = ids.size() - RUNS_MAX + 1;
    for (int i = 0; i < ids.size() && surplus > 0; i++) {
      boolean ended = look(ids.get(i)).map(run -> run.state().ended()).orElse(true);
      if (ended && isRemoved(run(ids.get(i)))) {
        surplus--;
      }
    }
  }

  /// A run that cannot be removed is left to an operator: it must not block new runs.
  private static boolean isRemoved(Path run) {
    try {
      return DurableFiles.deleteAll(run);
    } catch (IOException e) {
      return false;
    }
  }

  /// Removes the temporary files of runs whose processes have ended.
  private void removeWorkOfTheDead() throws IOException {
    for (String id : ids()) {
      if (Files.isDirectory(work(id)) && look(id).map(run -> run.state().ended()).orElse(false)) {
        DurableFiles.deleteAll(work(id));
      }
    }
  }

  private List<String> ids() throws IOException {
    return DurableFiles.list(folder).stream()
        .map(run -> String.valueOf(run.getFileName()))
        .filter(TrainingRuns::isId)
        .sorted()
        .toList();
  }

  private Path run(String id) {
    if (!TrainingRuns.isId(id)) {
      throw new IllegalArgumentException("not a valid training run id");
    }
    return folder.resolve(id);
  }
}
