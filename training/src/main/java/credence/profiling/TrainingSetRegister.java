package credence.profiling;

import credence.dataset.CustomerObserver;
import credence.dataset.FileDigest;
import credence.dataset.TrainingTable;
import credence.dataset.TrainingTableReader;
import credence.document.ModelDocument;
import credence.engine.EngineLimits;
import credence.files.FileStamp;
import credence.fitting.TrainingThreads;
import credence.model.Fault;
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
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Checks the training sets of a home and keeps what it finds out: each once, and again when its
/// file or the spec has changed in between.
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

  /// Told which set is checked, and how much of it is done, and asked whether to go on.
  @FunctionalInterface
  public interface Progress {
    /// Takes note; called often.
    ///
    /// @param shareDone in [0, 1]
    /// @return false to give the check up
    boolean proceed(TrainingSetName set, double shareDone);
  }

  /// A register that keeps what it finds out.
  ///
  /// @param registry where versions are looked for that a set came too late for
  /// @param spec the home's
  /// @param clock where the times of the checks come from
  public static TrainingSetRegister keeping(
      TrainingSets folder,
      ModelRegistry registry,
      ModelSpec spec,
      EngineLimits limits,
      InstantSource clock) {
    return new TrainingSetRegister(folder, registry, spec, true, limits, clock);
  }

  /// A register that looks at the sets by another spec than the home's and keeps nothing.
  public static TrainingSetRegister passing(
      TrainingSets folder,
      ModelRegistry registry,
      ModelSpec spec,
      EngineLimits limits,
      InstantSource clock) {
    return new TrainingSetRegister(folder, registry, spec, false, limits, clock);
  }

  /// Checks every set that has to be, in order of their dates.
  ///
  /// @throws InterruptedIOException if that was given up
  /// @return all sets as they stand then
  public TrainingSets.Listing checkAll(Progress progress) throws IOException {
    TrainingSets.Listing listing = folder.list();
    List<TrainingSetEntry> sets = new ArrayList<>();
    for (TrainingSetEntry set : listing.sets()) {
      sets.add(check(set, before(set.name(), sets), progress));
    }
    return new TrainingSets.Listing(sets, listing.ignored(), listing.damaged());
  }

  /// Checks one set if it has to be. The sets before it are taken as they were checked last.
  public TrainingSetEntry check(TrainingSetName name, Progress progress) throws IOException {
    return check(folder.look(name), before(name, folder.list().sets()), progress);
  }

  /// What a set is compared with.
  ///
  /// @param profiles those of the accepted sets before it, the newest first
  /// @param damaged the sets before it whose profiles are damaged
  private record Before(List<TrainingSetProfile> profiles, List<TrainingSetName> damaged) {}

  private static Before before(TrainingSetName name, List<TrainingSetEntry> sets) {
    List<TrainingSetProfile> profiles = new ArrayList<>();
    List<TrainingSetName> damaged = new ArrayList<>();
    sets.stream()
        .filter(set -> set.name().compareTo(name) < 0)
        .sorted(Comparator.comparing(TrainingSetEntry::name).reversed())
        .forEach(
            set -> {
              TrainingSetProfile profile = set.profile();
              if (set.damage() != null) {
                damaged.add(set.name());
              } else if (profile != null && profile.accepted()) {
                profiles.add(profile);
              }
            });
    return new Before(profiles, damaged);
  }

  /// What has changed; a set that cannot be compared with is named, not passed over.
  private static List<TrainingSetChange> changes(
      TrainingSetProfile.Contents contents, Before before) {
    List<TrainingSetChange> changes =
        new ArrayList<>(TrainingSetDrift.of(contents, before.profiles()));
    before.damaged().forEach(set -> changes.add(new TrainingSetChange.NotCompared(set.text())));
    return changes;
  }

  private TrainingSetEntry check(TrainingSetEntry set, Before before, Progress progress)
      throws IOException {
    FileStamp stamp = set.stamp();
    TrainingSetProfile known = set.profile();
    if (stamp == null || set.damage() != null) {
      return set;
    }
    if (known != null && !known.file().equals(stamp)) {
      if (!FileDigest.of(set.file()).equals(known.sha256())) {
        return set;
      }
      known = known.withFile(stamp);
      return kept(set, stamp, current(known) ? known : profile(set, stamp, before, progress));
    }
    return current(known) ? set : kept(set, stamp, profile(set, stamp, before, progress));
  }

  private boolean current(@Nullable TrainingSetProfile profile) {
    return profile != null && profile.specSha256().equals(specSha256);
  }

  private TrainingSetEntry kept(TrainingSetEntry set, FileStamp stamp, TrainingSetProfile profile)
      throws IOException {
    if (keep) {
      folder.keep(set.name(), profile);
    }
    return new TrainingSetEntry(set.name(), set.file(), stamp, profile);
  }

  private TrainingSetProfile profile(
      TrainingSetEntry set, FileStamp stamp, Before before, Progress progress) throws IOException {
    Result<TrainingTable> reading =
        new TrainingTableReader(spec, limits)
            .read(
                List.of(set.file()),
                CustomerObserver.NONE,
                (done, total) -> progress.proceed(set.name(), (double) done / total));
    return switch (reading) {
      case Result.Cancelled<TrainingTable> _ ->
          throw new InterruptedIOException("the check of " + set.name() + " was given up");
      case Result.Refused<TrainingTable>(List<Fault> faults) ->
          refused(
              set.name(),
              stamp,
              digest(set.file()),
              faults.stream().map(fault -> withoutFolder(fault, set.file())).toList());
      case Result.Failed<TrainingTable>(List<Fault> faults) ->
          throw new IOException(
              faults.stream().map(Fault::message).collect(Collectors.joining("; ")));
      case Result.Value<TrainingTable>(TrainingTable table) ->
          profile(set.name(), stamp, table, before);
    };
  }

  private TrainingSetProfile profile(
      TrainingSetName name, FileStamp stamp, TrainingTable table, Before before) {
    String sha256 = table.sets().getFirst().sha256();
    if (RepeatedCustomers.of(table, spec).check()
        instanceof Result.Refused<TrainingTable>(List<Fault> faults)) {
      return refused(name, stamp, sha256, faults);
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
        changes(contents, before),
        MissedVersions.of(registry, name, sha256));
  }

  private TrainingSetProfile.Contents contents(
      TrainingTable table, List<TrainingSetProfile> before) {
    try (TrainingThreads threads = new TrainingThreads(limits.threads())) {
      return threads.on(() -> TrainingSetCheck.contents(table, spec, before));
    }
  }

  private TrainingSetProfile refused(
      TrainingSetName name, FileStamp stamp, String sha256, List<Fault> faults) {
    return new TrainingSetProfile(
        name.text(), stamp, sha256, specSha256, now(), faults, null, List.of(), List.of());
  }

  /// A fault of a file as a whole, told by the file's name alone.
  private static Fault withoutFolder(Fault fault, Path file) {
    return fault.place().equals(file.toString())
        ? new Fault(String.valueOf(file.getFileName()), fault.expected())
        : fault;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// The digest of a file that may not be readable at all; empty then.
  private static String digest(Path file) {
    try {
      return FileDigest.of(file);
    } catch (IOException unreadable) {
      return "";
    }
  }
}
