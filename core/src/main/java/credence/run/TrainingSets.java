package credence.run;

import credence.model.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The training sets of a home: parquet files, and what is known of each.
///
/// A set that was accepted is expected to stay as it is. A set that was refused may be replaced by
/// a better one, which is checked as if it were new. Nothing here reads parquet.
///
/// All methods may be called from any thread and by several processes.
public interface TrainingSets {
  /// What stands in the folder.
  ///
  /// @param sets the training sets, in order of their dates, those included that are gone
  /// @param ignored names of files that would be training sets under another name
  /// @param damaged each damaged file, and what has a training set's name and is no file
  record Listing(List<TrainingSetEntry> sets, List<String> ignored, List<Fault> damaged) {
    /// Takes copies of the lists.
    public Listing {
      sets = List.copyOf(sets);
      ignored = List.copyOf(ignored);
      damaged = List.copyOf(damaged);
    }

    /// A listing without damage.
    public Listing(List<TrainingSetEntry> sets, List<String> ignored) {
      this(sets, ignored, List.of());
    }

    /// The set of a name.
    public Optional<TrainingSetEntry> set(String name) {
      return sets.stream().filter(set -> set.name().text().equals(name)).findFirst();
    }
  }

  /// The folder of the files, whether it exists or not.
  Path path();

  /// Looks at every training set.
  Listing list() throws IOException;

  /// Looks at one training set.
  TrainingSetEntry look(TrainingSetName name) throws IOException;

  /// Keeps what is known of a training set.
  void keep(TrainingSetName name, TrainingSetProfile profile) throws IOException;

  /// Where the check of a training set writes its log. Its folder exists afterwards.
  Path checkLog(TrainingSetName name) throws IOException;

  /// Begins an upload.
  ///
  /// @return a new, empty file, which is no training set until it is given the name of one
  Path beginUpload() throws IOException;

  /// Removes what uploads left that were never finished. To be called by the owner of the queue
  /// before it takes any.
  void removeUploads() throws IOException;
}
