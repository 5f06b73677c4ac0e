package credence.run;

import credence.files.DurableFiles;
import credence.files.FileFailure;
import credence.files.FileHash;
import credence.files.FileOwnership;
import credence.files.FileStamp;
import credence.files.TableFormat;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The training sets of a home: `HOME/training-sets/NAME.parquet` ([TrainingSetName]), and their
/// profiles in `.profiles/`.
///
/// An accepted set must not change. A rejected set may be replaced, and is then checked like a new
/// one. Nothing here reads the tables.
///
/// A set has changed if its content has: a file whose stamp is not that of its profile is hashed
/// once by [#compare], and the profile gets its stamp if the content is the same. If the profile
/// cannot be written, the hash is known to this object only.
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

  /// How the state of a set is read.
  private interface Reading {
    TrainingSetEntry of(TrainingSetName name) throws IOException;
  }

  @Override
  public Listing list() throws IOException {
    return list(this::look);
  }

  @Override
  public Listing compareAll() throws IOException {
    return list(this::compare);
  }

  private Listing list(Reading reading) throws IOException {
    TreeSet<TrainingSetName> names = new TreeSet<>();
    List<String> ignored = new ArrayList<>();
    List<LocatedError> damaged = new ArrayList<>();
    for (Path path : DurableFiles.list(folder)) {
      String file = String.valueOf(path.getFileName());
      Optional<TrainingSetName> name =
          TrainingSetName.of(file).filter(_ -> TrainingSetName.format(file).isPresent());
      if (!isOfUser(file)) {
        continue;
      }
      if (Files.isRegularFile(path)) {
        name.ifPresentOrElse(names::add, () -> ignored.add(file));
      } else if (name.isPresent()) {
        damaged.add(new LocatedError(path.toString(), "expected a file; delete or move it"));
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
      TrainingSetEntry set = reading.of(name);
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
    List<Path> files = files(name);
    Path file = files.getFirst();
    FileStamp stamp = stamp(file);
    RunFile.Reading<TrainingSetProfile> reading = RunFile.PROFILE.read(profileFile(name));
    TrainingSetProfile profile = reading.value().orElse(null);
    return new TrainingSetEntry(
        name,
        file,
        stamp == null ? null : stamp.stored(),
        profile == null || stamp == null || isOf(stamp, profile)
            ? profile
            : ofContent(profile, stamp, known(name, stamp)),
        files.size() == 1 ? reading.damage().orElse(null) : several(files));
  }

  /// The files of a set: one, unless a user has added it in several formats. If there is none,
  /// where a parquet file would be.
  private List<Path> files(TrainingSetName name) {
    List<Path> files =
        Stream.of(TableFormat.values())
            .map(format -> name.file(folder, format))
            .filter(Files::isRegularFile)
            .toList();
    return files.isEmpty() ? List.of(name.file(folder, TableFormat.PARQUET)) : files;
  }

  private static LocatedError several(List<Path> files) {
    return new LocatedError(
        files.getFirst().toString(),
        "expected one file for each training set, but there is also "
            + files.stream()
                .skip(1)
                .map(file -> String.valueOf(file.getFileName()))
                .collect(Collectors.joining(" and "))
            + ": move or delete all but one");
  }

  @Override
  public TrainingSetEntry compare(TrainingSetName name) throws IOException {
    Path file = files(name).getFirst();
    FileStamp stamp = stamp(file);
    TrainingSetProfile profile = RunFile.PROFILE.read(profileFile(name)).value().orElse(null);
    if (stamp != null
        && profile != null
        && !isOf(stamp, profile)
        && stamp.bytes() == profile.file().bytes()) {
      Optional<LocatedError> unreadable = hash(name, file, stamp);
      if (unreadable.isPresent()) {
        return new TrainingSetEntry(name, file, stamp.stored(), profile, unreadable.get());
      }
      TrainingSetProfile same = ofContent(profile, stamp, known(name, stamp));
      if (same != null && isOf(stamp, same)) {
        replaceIfPossible(name, profile, same);
      }
    }
    return look(name);
  }

  private static boolean isOf(FileStamp stamp, TrainingSetProfile profile) {
    return profile.file().equals(stamp.stored());
  }

  /// The profile of a file that does not have its stamp: with the file's stamp if the content is
  /// the same or unknown, unchanged if an accepted file has other content; null if a rejected file
  /// has other content.
  ///
  /// @param sha256 the file's; empty if it is unknown
  private static @Nullable TrainingSetProfile ofContent(
      TrainingSetProfile profile, FileStamp stamp, Optional<String> sha256) {
    boolean same =
        stamp.bytes() == profile.file().bytes()
            && sha256.orElse(profile.sha256()).equals(profile.sha256());
    if (same) {
      return profile.withFile(stamp.stored());
    }
    return profile.accepted() ? profile : null;
  }

  private Optional<String> known(TrainingSetName name, FileStamp stamp) {
    return Optional.ofNullable(hashed.get(name))
        .filter(last -> last.stamp().equals(stamp))
        .map(Hashed::sha256);
  }

  /// Hashes a file once for each stamp.
  ///
  /// @return why the file cannot be read; empty if its hash is known
  private Optional<LocatedError> hash(TrainingSetName name, Path file, FileStamp stamp) {
    try {
      if (known(name, stamp).isEmpty()) {
        hashed.put(name, new Hashed(stamp, FileHash.of(file)));
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          new LocatedError(
              file.toString(), "cannot be read: " + FileFailure.reason(e) + "; make it readable"));
    }
  }

  /// The profile is correct without its new stamp, which saves hashing the file again; a home that
  /// cannot be written to is no reason to fail.
  private void replaceIfPossible(
      TrainingSetName name, TrainingSetProfile before, TrainingSetProfile after) {
    try {
      replace(name, before, after);
    } catch (IOException readOnly) {
      return;
    }
  }

  /// Replaces a profile unless it is another one by now, since a file may be checked while it is
  /// hashed.
  void replace(TrainingSetName name, TrainingSetProfile before, TrainingSetProfile after)
      throws IOException {
    if (RunFile.PROFILE.read(profileFile(name)).value().filter(before::equals).isPresent()) {
      keep(name, after);
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

  /// Whether a file is a user's: hidden and unfinished files are not training sets.
  ///
  /// @param file the file's name
  public static boolean isOfUser(String file) {
    return !file.startsWith(".") && !file.endsWith(PART_ENDING);
  }

  private static @Nullable FileStamp stamp(Path file) throws IOException {
    return Files.isRegularFile(file) ? FileStamp.ifPresent(file).orElse(null) : null;
  }
}
