package credence.run;

import credence.files.DurableFiles;
import credence.files.FileFailure;
import credence.files.FileOwnership;
import credence.files.FileStamp;
import credence.model.LocatedError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The training sets of a home: `HOME/training-sets/training_set_yyyy_mm_dd.parquet`, and their
/// profiles in `.profiles/`.
///
/// An accepted set must not change. A rejected set may be replaced, and is then checked like a new
/// one. Nothing here reads parquet.
public final class TrainingSetFolder implements TrainingSets {
  private static final String NAME = "training-sets";
  private static final String PROFILES = ".profiles";
  private static final String PROFILE_ENDING = ".json";
  private static final String PART_ENDING = ".part";
  private static final String UPLOAD_PREFIX = ".upload-";

  private final Path folder;

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
    boolean replaced = profile != null && !profile.accepted() && !profile.file().equals(stamp);
    return new TrainingSetEntry(
        name, file, stamp, replaced ? null : profile, reading.damage().orElse(null));
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
    return Files.isRegularFile(file)
        ? FileStamp.ifPresent(file).map(FileStamp::stored).orElse(null)
        : null;
  }
}
