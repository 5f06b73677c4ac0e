package credence.home;

import credence.comparison.Comparisons;
import credence.comparison.DirectoryComparisons;
import credence.model.Fault;
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
import java.util.function.Consumer;

/// All that Credence keeps, in one directory. This class alone knows what keeps each part of it, so
/// that a part can move elsewhere without those noticing who use it.
///
/// Nothing has to exist yet; nothing is read or written before a part is used.
public final class Home {
  private final Path directory;

  /// The home in a directory.
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
  /// @param onDamage takes each damaged comparison that is met, each time it is
  public Comparisons comparisons(Consumer<Fault> onDamage) {
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
  /// @param clock where times come from
  public TrainingRuns trainingRuns(InstantSource clock) {
    return new TrainingRunFolder(directory, clock);
  }

  /// The tokens for the admin port.
  public AccessTokens tokens() {
    return new AccessTokenFile(directory);
  }

  /// The file that says what a server of this home is set to; it need not exist.
  public Path settingsFile() {
    return directory.resolve("config.yaml");
  }

  /// The file with the spec that versions of this home are trained by; it need not exist.
  public Path specFile() {
    return directory.resolve("spec.yaml");
  }

  /// The directory's path, as it was given.
  @Override
  public String toString() {
    return directory.toString();
  }
}
