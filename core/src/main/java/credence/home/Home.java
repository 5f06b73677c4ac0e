package credence.home;

import credence.comparison.Comparisons;
import credence.comparison.DirectoryComparisons;
import credence.model.LocatedError;
import credence.registry.ModelRegistry;
import credence.registry.directory.DirectoryRegistry;
import credence.run.TrainingRunFolder;
import credence.run.TrainingRuns;
import credence.run.TrainingSetFolder;
import credence.run.TrainingSets;
import credence.token.AccessTokenFile;
import credence.token.AccessTokens;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The directory in which Credence stores everything.
///
/// Only this class knows how each part is stored, so a part can be stored elsewhere without
/// affecting its users. The directory need not exist; nothing is read or written before a part is
/// used.
public final class Home {
  private final Path directory;

  /// Creates a home in a directory.
  public Home(Path directory) {
    this.directory = directory;
  }

  /// The directory.
  public Path directory() {
    return directory;
  }

  /// The model versions, the aliases and their history.
  public ModelRegistry registry() {
    return new DirectoryRegistry(directory);
  }

  /// The comparisons of candidates with champions.
  public Comparisons comparisons() {
    return new DirectoryComparisons(directory);
  }

  /// The comparisons of candidates with champions.
  ///
  /// @param onDamage receives each damaged comparison, each time it is read
  public Comparisons comparisons(Consumer<LocatedError> onDamage) {
    return new DirectoryComparisons(directory, onDamage);
  }

  /// The training sets.
  public TrainingSets trainingSets() {
    return new TrainingSetFolder(directory);
  }

  /// The training runs, by the system's clock.
  public TrainingRuns trainingRuns() {
    return trainingRuns(InstantSource.system());
  }

  /// The training runs.
  ///
  /// @param clock the source of timestamps
  public TrainingRuns trainingRuns(InstantSource clock) {
    return new TrainingRunFolder(directory, clock);
  }

  /// The folder of the decision log, unless a server's settings name another.
  public Path decisions() {
    return directory.resolve("decisions");
  }

  /// The tokens for the admin port.
  public AccessTokens tokens() {
    return new AccessTokenFile(directory);
  }

  /// The configuration file of a server of this home; it need not exist.
  public Path settingsFile() {
    return directory.resolve("config.yaml");
  }

  /// The file with the spec for training versions of this home; it need not exist.
  public Path specFile() {
    return directory.resolve("spec.yaml");
  }

  /// The folders in the home that Credence writes to, whether they exist or not.
  public List<Path> folders() {
    return Stream.of("registry", "training-sets", "training-runs", "access", "decisions")
        .map(directory::resolve)
        .toList();
  }

  /// The files and folders of the home, whether they exist or not. Only Credence, and for the
  /// configuration, the spec and the training sets the user, writes there.
  List<Path> parts() {
    return Stream.concat(folders().stream(), Stream.of(settingsFile(), specFile())).toList();
  }

  /// The directory's path, as it was given.
  @Override
  public String toString() {
    return directory.toString();
  }
}
