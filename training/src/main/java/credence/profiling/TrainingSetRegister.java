package credence.profiling;

import credence.dataset.CustomerObserver;
import credence.dataset.ReadProgress;
import credence.dataset.TrainingTable;
import credence.dataset.TrainingTableReader;
import credence.document.ModelDocument;
import credence.engine.EngineLimits;
import credence.engine.ParquetEnvelope;
import credence.files.FileFailure;
import credence.files.FileHash;
import credence.files.FileStamp;
import credence.fitting.AbandonableWork;
import credence.fitting.TrainingThreads;
import credence.model.LocatedError;
import credence.model.ModelSpec;
import credence.model.Result;
import credence.registry.ModelRegistry;
import credence.run.MissedVersions;
import credence.run.TrainingSetChange;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetName;
import credence.run.TrainingSetProfile;
import credence.run.TrainingSets;
import credence.splitting.RepeatedCustomers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Checks the training sets of a home and stores their profiles: each set once, and again if its
/// file or the spec has changed.
public final class TrainingSetRegister {
  private final TrainingSets folder;
  private final ModelRegistry registry;
  private final ModelSpec spec;
  private final String specSha256;
  private final boolean keep;
  private final EngineLimits limits;
  private final InstantSource clock;

  private TrainingSetRegister(
      TrainingSets folder,
      ModelRegistry registry,
      ModelSpec spec,
      boolean keep,
      EngineLimits limits,
      InstantSource clock) {
    this.folder = folder;
    this.registry = registry;
    this.spec = spec;
    this.specSha256 = ModelDocument.specSha256(spec);
    this.keep = keep;
    this.limits = limits;
    this.clock = clock;
  }

  /// Receives the progress of the check of a set, and decides whether to continue.
  @FunctionalInterface
  public interface Progress {
    /// Receives the progress; called often, by the thread of the check and by one that it starts.
    ///
    /// @return false to cancel the check
    boolean proceed(Check check);
  }

  /// How far the checks of training sets are.
  ///
  /// @param set the set that is checked now
  /// @param shareDone the share of all checks that is done, in [0, 1], estimated by the sizes of
  ///   the files
  /// @param rowsDone the rows of this and earlier sets that have been read
  /// @param rowsToCheck the estimated number of rows of all sets that are to be checked; 0 while
  ///   unknown, since the rows of a CSV file have to be counted
  /// @param rowsInAll the estimated number of rows of all sets, likewise
  public record Check(
      TrainingSetName set, double shareDone, long rowsDone, long rowsToCheck, long rowsInAll) {}

  /// A register that stores profiles.
  ///
  /// @param registry the source of versions trained before a set arrived
  /// @param spec the home's
  /// @param clock the source of timestamps of checks
  public static TrainingSetRegister keeping(
      TrainingSets folder,
      ModelRegistry registry,
      ModelSpec spec,
      EngineLimits limits,
      InstantSource clock) {
    return new TrainingSetRegister(folder, registry, spec, true, limits, clock);
  }

  /// A register that checks sets with a spec other than the home's and stores nothing.
  public static TrainingSetRegister passing(
      TrainingSets folder,
      ModelRegistry registry,
      ModelSpec spec,
      EngineLimits limits,
      InstantSource clock) {
    return new TrainingSetRegister(folder, registry, spec, false, limits, clock);
  }

  /// Checks every set that needs it, in order of their dates.
  ///
  /// @throws InterruptedIOException if it was cancelled
  /// @throws IOException if a set could not be read, so that it is neither accepted nor rejected
  /// @return the resulting state of all sets
  public TrainingSets.Listing checkAll(Progress progress) throws IOException {
    TrainingSets.Listing listing = folder.compareAll();
    List<TrainingSetEntry> sets = new ArrayList<>();
    if (!listing.sets().isEmpty()) {
      CheckProgress checks = new CheckProgress(listing.sets(), this::isDue, progress);
      for (TrainingSetEntry set : listing.sets()) {
        sets.add(check(set, before(set.name(), sets), checks));
      }
    }
    return new TrainingSets.Listing(sets, listing.ignored(), listing.damaged());
  }

  /// Checks one set if needed. Earlier sets are used as last checked.
  public TrainingSetEntry check(TrainingSetName name, Progress progress) throws IOException {
    TrainingSetEntry set = folder.compare(name);
    return check(
        set,
        before(name, folder.compareAll().sets()),
        new CheckProgress(List.of(set), this::isDue, progress));
  }

  /// The sets with which a set is compared.
  ///
  /// @param profiles those of earlier accepted sets, the newest first
  /// @param newest the set of the first of these; null if there is none
  /// @param damaged earlier sets whose profiles are damaged
  private record Before(
      List<TrainingSetProfile> profiles,
      @Nullable TrainingSetEntry newest,
      List<TrainingSetName> damaged) {}

  private static Before before(TrainingSetName name, List<TrainingSetEntry> sets) {
    List<TrainingSetProfile> profiles = new ArrayList<>();
    List<TrainingSetName> damaged = new ArrayList<>();
    TrainingSetEntry newest = null;
    for (TrainingSetEntry set :
        sets.stream()
            .filter(set -> set.name().compareTo(name) < 0)
            .sorted(Comparator.comparing(TrainingSetEntry::name).reversed())
            .toList()) {
      TrainingSetProfile profile = set.profile();
      if (set.damage() != null) {
        damaged.add(set.name());
      } else if (profile != null && profile.accepted()) {
        profiles.add(profile);
        newest = newest == null ? set : newest;
      }
    }
    return new Before(profiles, newest, damaged);
  }

  /// The changes; earlier sets that cannot be compared are reported.
  private List<TrainingSetChange> changes(
      TrainingSetEntry set,
      TrainingTable table,
      TrainingSetProfile.Contents contents,
      Before before,
      CheckProgress progress)
      throws IOException {
    List<TrainingSetChange> changes = new ArrayList<>();
    TrainingSetEntry newest = before.newest();
    if (newest != null && spec.hasIds()) {
      outcomes(set, table, newest, progress).ifPresent(changes::add);
    }
    if (newest != null) {
      changes.addAll(NewLevels.of(table, spec, before.profiles()));
    }
    changes.addAll(TrainingSetDrift.of(contents, before.profiles()));
    before.damaged().forEach(name -> changes.add(new TrainingSetChange.NotCompared(name.text())));
    return changes;
  }

  /// Compares outcomes with those in the file of the set before, which is read again: a profile
  /// holds no customers.
  private Optional<TrainingSetChange> outcomes(
      TrainingSetEntry set, TrainingTable table, TrainingSetEntry before, CheckProgress progress)
      throws IOException {
    String since = before.name().text();
    TrainingSetProfile profile = before.profile();
    if (profile != null && before.state() == TrainingSetEntry.State.ACCEPTED) {
      Result<TrainingTable> reading =
          read(
              spec.withColumns(List.of(), List.of()),
              List.of(before.file(), set.file()),
              _ -> progress.again());
      switch (reading) {
        case Result.Cancelled<TrainingTable> _ -> throw cancelled(set);
        case Result.Failed<TrainingTable>(List<LocatedError> errors) -> throw failure(errors);
        case Result.Rejected<TrainingTable> _ -> {} // The sets don't match one spec.
        case Result.Value<TrainingTable>(TrainingTable both) -> {
          if (both.sets().getFirst().sha256().equals(profile.sha256())
              && both.sets().getLast().equals(table.sets().getFirst())) {
            return OutcomeChanges.of(both, spec.outcomeWindow(), since);
          }
        }
      }
    }
    return Optional.of(new TrainingSetChange.OutcomesNotCompared(since));
  }

  private TrainingSetEntry check(TrainingSetEntry set, Before before, CheckProgress progress)
      throws IOException {
    FileStamp stamp = set.stamp();
    if (stamp == null || !isDue(set)) {
      return set;
    }
    TrainingSetEntry checked = kept(set, stamp, watched(set, stamp, before, progress));
    progress.end(set);
    return checked;
  }

  /// Whether a set is to be checked: there is a file that has not been checked by this spec. A file
  /// whose content has changed is not checked again.
  private boolean isDue(TrainingSetEntry set) {
    TrainingSetProfile known = set.profile();
    FileStamp stamp = set.stamp();
    return stamp != null
        && set.damage() == null
        && (known == null || (known.file().equals(stamp) && !current(known)));
  }

  private boolean current(TrainingSetProfile profile) {
    return profile.specSha256().equals(specSha256);
  }

  private TrainingSetEntry kept(TrainingSetEntry set, FileStamp stamp, TrainingSetProfile profile)
      throws IOException {
    if (keep) {
      folder.keep(set.name(), profile);
    }
    return new TrainingSetEntry(set.name(), set.file(), stamp, profile);
  }

  /// The profile of a set, computed on a thread that is abandoned if the check is cancelled.
  private TrainingSetProfile watched(
      TrainingSetEntry set, FileStamp stamp, Before earlier, CheckProgress progress)
      throws IOException {
    try {
      return AbandonableWork.run(
              () -> Result.of(profileOrThrow(set, stamp, earlier, progress)), progress::again)
          .stream()
          .findFirst()
          .orElseThrow(() -> cancelled(set));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private TrainingSetProfile profileOrThrow(
      TrainingSetEntry set, FileStamp stamp, Before earlier, CheckProgress progress) {
    try {
      return profile(set, stamp, earlier, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TrainingSetProfile profile(
      TrainingSetEntry set, FileStamp stamp, Before earlier, CheckProgress progress)
      throws IOException {
    FileStamp before = FileStamp.of(set.file());
    Result<TrainingTable> reading =
        read(spec, List.of(set.file()), state -> progress.reading(set, state));
    return switch (reading) {
      case Result.Cancelled<TrainingTable> _ -> throw cancelled(set);
      case Result.Rejected<TrainingTable>(List<LocatedError> errors) ->
          rejected(
              set.name(),
              stamp,
              sha256(set.file(), before),
              errors.stream().map(error -> withoutFolder(error, set.file())).toList());
      case Result.Failed<TrainingTable>(List<LocatedError> errors) -> throw failure(errors);
      case Result.Value<TrainingTable>(TrainingTable table) ->
          profile(set, stamp, table, earlier, progress);
    };
  }

  private Result<TrainingTable> read(ModelSpec columns, List<Path> files, ReadProgress progress) {
    return new TrainingTableReader(columns, limits).read(files, CustomerObserver.NONE, progress);
  }

  private static InterruptedIOException cancelled(TrainingSetEntry set) {
    return new InterruptedIOException("the check of " + set.name() + " was cancelled");
  }

  private static IOException failure(List<LocatedError> errors) {
    return new IOException(
        errors.stream().map(LocatedError::message).collect(Collectors.joining("; ")));
  }

  private TrainingSetProfile profile(
      TrainingSetEntry set,
      FileStamp stamp,
      TrainingTable table,
      Before before,
      CheckProgress progress)
      throws IOException {
    TrainingSetName name = set.name();
    String sha256 = table.sets().getFirst().sha256();
    if (RepeatedCustomers.of(table, spec).check()
        instanceof Result.Rejected<TrainingTable>(List<LocatedError> errors)) {
      return rejected(name, stamp, sha256, errors);
    }
    TrainingSetProfile.Contents contents = contents(table, before.profiles());
    return new TrainingSetProfile(
        name.text(),
        stamp,
        sha256,
        specSha256,
        now(),
        List.of(),
        contents,
        changes(set, table, contents, before, progress),
        MissedVersions.of(registry, name, sha256));
  }

  private TrainingSetProfile.Contents contents(
      TrainingTable table, List<TrainingSetProfile> before) {
    try (TrainingThreads threads = new TrainingThreads(limits.threads())) {
      return threads.on(() -> TrainingSetCheck.contents(table, spec, before));
    }
  }

  private TrainingSetProfile rejected(
      TrainingSetName name, FileStamp stamp, String sha256, List<LocatedError> errors) {
    return new TrainingSetProfile(
        name.text(), stamp, sha256, specSha256, now(), errors, null, List.of(), List.of());
  }

  /// An error of a file as a whole, located by the file's name only.
  private static LocatedError withoutFolder(LocatedError error, Path file) {
    return error.place().equals(file.toString())
        ? new LocatedError(String.valueOf(file.getFileName()), error.expected())
        : error;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// The SHA-256 of a rejected file.
  ///
  /// @param before its stamp before it was read
  /// @throws IOException if it cannot be read, or has changed since: other content may be valid
  private static String sha256(Path file, FileStamp before) throws IOException {
    String sha256 = FileHash.of(file);
    if (!before.equals(FileStamp.of(file))) {
      throw FileFailure.because("cannot check", file, ParquetEnvelope.CHANGED);
    }
    return sha256;
  }
}
