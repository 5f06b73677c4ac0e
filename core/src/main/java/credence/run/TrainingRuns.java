package credence.run;

import credence.files.FileStamp;
import credence.model.LocatedError;
import credence.registry.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The training runs of a home.
///
/// A run exists once its request has been written; it has ended once its outcome has. Ids begin
/// with the time, so their order is that of the requests.
///
/// All methods may be called from any thread and by several processes.
public interface TrainingRuns {
  /// The name of the history's detail with the run that published a version.
  String HISTORY_DETAIL = "training-run";

  /// The maximum number of runs kept; beyond it, the oldest that have ended are removed.
  int RUNS_MAX = 1000;

  /// The syntax of a run's id.
  Pattern ID = Pattern.compile("\\d{8}-\\d{9}-[0-9a-f]{6}");

  /// Whether a text can be a run's id.
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /// The contents of the folder.
  ///
  /// @param runs the runs, in the order of their requests; one whose request is damaged is left out
  /// @param damaged each damaged file, and everything else that is not a training run
  record Listing(List<TrainingRunEntry> runs, List<LocatedError> damaged) {
    /// Copies the lists.
    public Listing {
      runs = List.copyOf(runs);
      damaged = List.copyOf(damaged);
    }
  }

  /// Stores a request as a new, waiting run.
  ///
  /// @return the run's id
  String add(TrainingRunRequest request) throws IOException;

  /// Stores a request as a new run of this process, so that no other process starts it.
  ///
  /// @return the run's id
  String begin(TrainingRunRequest request) throws IOException;

  /// Takes over an interrupted run in this process, so that no other process starts it.
  ///
  /// @return false if another process has taken it over
  boolean beginAgain(String id) throws IOException;

  /// Reads every run.
  Listing listing() throws IOException;

  /// The runs, in the order of their requests. A run whose request is damaged is left out.
  List<TrainingRunEntry> list() throws IOException;

  /// Reads one run; empty if there is none with that id, or its request is damaged.
  Optional<TrainingRunEntry> look(String id);

  /// The damaged files of one run.
  List<LocatedError> damaged(String id);

  /// Stores the progress of a run.
  void keep(String id, TrainingRunProgress progress) throws IOException;

  /// Ends a run and removes its temporary files.
  void keep(String id, TrainingRunOutcome outcome) throws IOException;

  /// Restarts a waiting or interrupted run: removes its progress.
  void restart(String id) throws IOException;

  /// Whether a run has an outcome file, even a damaged one.
  boolean hasOutcome(String id);

  /// Checks that a run can write to the folder.
  ///
  /// @param bytesMin the required free space, in bytes
  /// @throws IOException if it cannot, or less space is free; names the path and the reason
  void requireRoom(String id, long bytesMin) throws IOException;

  /// The log file of a run.
  Path log(String id);

  /// The folder for a run's temporary files.
  Path work(String id);

  /// Ends every run whose process ended without an outcome: as succeeded if the history says that
  /// it published its version, as interrupted otherwise. Called by the owner of the queue before it
  /// starts any run.
  ///
  /// @return the runs that were ended
  List<TrainingRunEntry> endInterrupted(History history) throws IOException;

  /// The outcome of a run whose process ended without one: succeeded if the history says that it
  /// published its version, otherwise interrupted.
  TrainingRunOutcome outcomeOfInterrupted(String id, History history);

  /// The lock file of the server that owns the queue. Its folder exists afterwards.
  Path queueLock() throws IOException;

  /// A value that changes whenever a run is added or removed; cheap enough to be read many times a
  /// second.
  FileStamp stamp() throws IOException;
}
