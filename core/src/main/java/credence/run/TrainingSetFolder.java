package credence.run;

import credence.files.DurableFiles;
import credence.files.FileFailure;
import credence.files.FileHash;
import credence.files.FileOwnership;
import credence.files.FileStamp;
import credence.model.LocatedError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The training sets of a home: `HOME/training-sets/training_set_yyyy_mm_dd.parquet`, and their
/// profiles in `.profiles/`.
///
/// An accepted set must not change. A rejected set may be replaced, and is then checked like a new
/// one. Nothing here reads parquet.
///
/// A set has changed if its content has: a file whose stamp is not that of its profile, because it
/// was copied, restored or touched, is hashed once, and the profile gets its stamp if it is the
/// same.
public final class TrainingSetFolder implements TrainingSets {
  private static final String NAME = "training-sets";
  private static final String PROFILES = ".profiles";
  private static final String PROFILE_ENDING = ".json";
  private static final String PART_ENDING = ".part";
  private static final String UPLOAD_PREFIX = ".upload-";

  private final Path folder;
  private final Map<TrainingSetName, Hashed> hashed = new ConcurrentHashMap<>();

  /// The hash of a file as it was seen last.
  private record Hashed(FileStamp stamp, String sha256) {}

  /// The training sets of a home; nothing needs to exist yet.
  public TrainingSetFolder(Path home) {
    this.folder = home.resolve(NAME);
  }

  @Override
  public Path path() {
    return folder;
  }

  @Override
  public Listing list() throws IOException {
    TreeSet<TrainingSetName> names = new TreeSet<>();
    List<String> ignored = new ArrayList<>();
    List<LocatedError> damaged = new ArrayList<>();
    for (Path path : DurableFiles.list(folder)) {
      String file = String.valueOf(path.getFileName());
      Optional<TrainingSetName> name =
          TrainingSetName.of(file).filter(_ -> file.endsWith(TrainingSetName.ENDING));
      if (isForOthers(file)) {
        continue;
      }
      if (Files.isRegularFile(path)) {
        name.ifPresentOrElse(names::add, () -> ignored.add(file));
      } else if (name.isPresent()) {
        damaged.add(
            new LocatedError(path.toString(), "expected a parquet file; delete or move it"));
      }
    }
    for (Path path : profiles()) {
      String file = String.valueOf(path.getFileName());
      if (file.endsWith(PROFILE_ENDING)) {
        TrainingSetName.of(file.substring(0, file.length() - PROFILE_ENDING.length()))
            .ifPresent(names::add);
      }
    }
    List<TrainingSetEntry> sets = new ArrayList<>();
    for (TrainingSetName name : names) {
      TrainingSetEntry set = look(name);
      if (set.stamp() != null || set.profile() != null || set.damage() != null) {
        sets.add(set);
      }
      Optional.ofNullable(set.damage()).ifPresent(damaged::add);
    }
    return new Listing(sets, ignored.stream().sorted().toList(), damaged);
  }

  /// The profiles' files. If it is not a folder, each set's profile counts as damaged.
  private List<Path> profiles() throws IOException {
    Path profiles = folder.resolve(PROFILES);
    return Files.isDirectory(profiles) ? DurableFiles.list(profiles) : List.of();
  }

  @Override
  public TrainingSetEntry look(TrainingSetName name) throws IOException {
    Path file = name.file(folder);
    FileStamp stamp = stamp(file);
    RunFile.Reading<TrainingSetProfile> reading = RunFile.PROFILE.read(profileFile(name));
    TrainingSetProfile profile = reading.value().orElse(null);
    FileStamp stored = stamp == null ? null : stamp.stored();
    LocatedError damage = reading.damage().orElse(null);
    if (profile != null && stamp != null && !profile.file().equals(stored)) {
      try {
        profile = ofContent(name, file, stamp, profile);
      } catch (IOException e) {
        damage =
            new LocatedError(
                file.toString(), "cannot be read: " + FileFailure.reason(e) + "; make it readable");
      }
    }
    return new TrainingSetEntry(name, file, stored, profile, damage);
  }

  /// The profile of a file whose stamp is not the profile's: with the file's stamp if the content
  /// is the same, otherwise as it is; null if it is a rejection of another file.
  private @Nullable TrainingSetProfile ofContent(
      TrainingSetName name, Path file, FileStamp stamp, TrainingSetProfile profile)
      throws IOException {
    boolean same =
        profile.file().bytes() == stamp.bytes()
            && sha256(name, file, stamp).equals(profile.sha256());
    if (!same) {
      return profile.accepted() ? profile : null;
    }
    TrainingSetProfile moved = profile.withFile(stamp.stored());
    keepIfPossible(name, moved);
    return moved;
  }

  /// The SHA-256 of a file, which is computed once for each stamp.
  private String sha256(TrainingSetName name, Path file, FileStamp stamp) throws IOException {
    Hashed last = hashed.get(name);
    if (last == null || !last.stamp().equals(stamp)) {
      last = new Hashed(stamp, FileHash.of(file));
      hashed.put(name, last);
    }
    return last.sha256();
  }

  /// The profile is correct without its new stamp, which saves hashing the file again; a home that
  /// cannot be written to is no reason to fail.
  private void keepIfPossible(TrainingSetName name, TrainingSetProfile profile) {
    try {
      keep(name, profile);
    } catch (IOException readOnly) {
      return;
    }
  }

  @Override
  public void keep(TrainingSetName name, TrainingSetProfile profile) throws IOException {
    DurableFiles.createFolder(folder.resolve(PROFILES));
    RunFile.PROFILE.write(profileFile(name), profile);
  }

  @Override
  public Path checkLog(TrainingSetName name) throws IOException {
    DurableFiles.createFolder(folder.resolve(PROFILES));
    return folder.resolve(PROFILES).resolve(name.text() + ".log");
  }

  @Override
  public Path beginUpload() throws IOException {
    DurableFiles.createFolder(folder);
    Path part = folder.resolve(UPLOAD_PREFIX + UUID.randomUUID() + PART_ENDING);
    try {
      Files.createFile(part);
      FileOwnership.inherit(part);
      return part;
    } catch (IOException e) {
      throw FileFailure.of("cannot write", part, e);
    }
  }

  @Override
  public void removeUploads() throws IOException {
    for (Path file : DurableFiles.list(folder)) {
      String text = String.valueOf(file.getFileName());
      if (text.startsWith(UPLOAD_PREFIX)
          && text.endsWith(PART_ENDING)
          && Files.isRegularFile(file)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Path profileFile(TrainingSetName name) {
    return folder.resolve(PROFILES).resolve(name.text() + PROFILE_ENDING);
  }

  /// Hidden and unfinished files are not training sets.
  private static boolean isForOthers(String file) {
    return file.startsWith(".") || file.endsWith(PART_ENDING);
  }

  private static @Nullable FileStamp stamp(Path file) throws IOException {
    return Files.isRegularFile(file) ? FileStamp.ifPresent(file).orElse(null) : null;
  }
}
