package credence.run;

import credence.model.LocatedError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The training sets of a home: parquet or CSV files and their profiles.
///
/// An accepted set must not change. A rejected set may be replaced, and is then checked like a new
/// one. Nothing here reads the tables.
///
/// All methods may be called from any thread and by several processes.
public interface TrainingSets {
  /// The contents of the folder.
  ///
  /// @param sets the training sets, in order of their dates, including those whose file is missing
  /// @param ignored names of files that would be training sets under another name
  /// @param damaged each damaged file, and everything else that has a training set's name but is
  ///   not a file
  record Listing(List<TrainingSetEntry> sets, List<String> ignored, List<LocatedError> damaged) {
    /// Copies the lists.
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

  /// Reads the state of every training set, as [#look] does.
  Listing list() throws IOException;

  /// Reads the state of one training set, without reading its file. If the file does not have the
  /// stamp of its profile, because it was copied, restored, touched or replaced, and its content
  /// has not been compared since, the set is unchecked.
  TrainingSetEntry look(TrainingSetName name) throws IOException;

  /// Reads the state of every training set, as [#compare] does.
  Listing compareAll() throws IOException;

  /// Reads the state of one training set, and its file if it does not have the stamp of its
  /// profile. If the content is the same, the profile gets the new stamp.
  ///
  /// This may take long: requests use [#look].
  TrainingSetEntry compare(TrainingSetName name) throws IOException;

  /// Stores the profile of a training set.
  void keep(TrainingSetName name, TrainingSetProfile profile) throws IOException;

  /// Where the check of a training set writes its log. Its folder exists afterwards.
  Path checkLog(TrainingSetName name) throws IOException;

  /// Begins an upload.
  ///
  /// @return a new, empty file, which becomes a training set when it is renamed
  Path beginUpload() throws IOException;

  /// Removes the files of unfinished uploads. Called by the owner of the queue before it accepts
  /// uploads.
  void removeUploads() throws IOException;
}
