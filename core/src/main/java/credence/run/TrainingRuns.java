package credence.run;

import credence.files.FileStamp;
import credence.model.Fault;
import credence.registry.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The training runs of a home.
///
/// A run exists from the moment that its request is written; it has ended when its outcome is. Ids
/// begin with the time, so that their order is that of the requests.
///
/// All methods may be called from any thread and by several processes.
public interface TrainingRuns {
  /// The name under which the history keeps the run that published a version.
  String HISTORY_DETAIL = "training-run";

  /// How many runs are kept; of more, the oldest that have ended are removed.
  int RUNS_MAX = 1000;

  /// What a run's id looks like.
  Pattern ID = Pattern.compile("\\d{8}-\\d{9}-[0-9a-f]{6}");

  /// Whether a text can be a run's id.
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /// What is in the folder.
  ///
  /// @param runs the runs, in the order of their requests; one whose request is damaged is left out
  /// @param damaged each damaged file, and whatever else is no training run
  record Listing(List<TrainingRunEntry> runs, List<Fault> damaged) {
    /// Takes copies of the lists.
    public Listing {
      runs = List.copyOf(runs);
      damaged = List.copyOf(damaged);
    }
  }

  /// Keeps a request as a new run, which waits for its turn.
  ///
  /// @return the run's id
  String add(TrainingRunRequest request) throws IOException;

  /// Keeps a request as a new run that this process works on already, so that nobody else begins
  /// with it.
  ///
  /// @return the run's id
  String begin(TrainingRunRequest request) throws IOException;

  /// Takes up a run that was ended as interrupted, by this process, so that nobody else begins with
  /// it.
  ///
  /// @return false if somebody else has taken it up meanwhile
  boolean beginAgain(String id) throws IOException;

  /// Looks at every run.
  Listing listing() throws IOException;

  /// The runs, in the order of their requests. A run whose request is damaged is left out.
  List<TrainingRunEntry> list() throws IOException;

  /// Looks at one run; empty if there is none of that id, or its request is damaged.
  Optional<TrainingRunEntry> look(String id);

  /// The damaged files of one run.
  List<Fault> damaged(String id);

  /// Says how far a run is.
  void keep(String id, TrainingRunProgress progress) throws IOException;

  /// Ends a run, and removes what it needed only while it ran.
  void keep(String id, TrainingRunOutcome outcome) throws IOException;

  /// Begins a run that waits, or was interrupted, anew: forgets how far it came.
  void restart(String id) throws IOException;

  /// Whether something has the place of a run's outcome, even if that is damaged.
  boolean hasOutcome(String id);

  /// Checks that a run can leave something in the folder.
  ///
  /// @param bytesMin how much has to be free there
  /// @throws IOException if it cannot, or less is free; names the path and the reason
  void requireRoom(String id, long bytesMin) throws IOException;

  /// Where a run says what it does.
  Path log(String id);

  /// Where a run may put what it needs only while it runs.
  Path work(String id);

  /// Ends every run whose process is gone without an outcome: as succeeded if the history says that
  /// it published its version, as interrupted otherwise. To be called by whoever owns the queue,
  /// before it starts anything.
  ///
  /// @return the runs that were ended
  List<TrainingRunEntry> endInterrupted(History history) throws IOException;

  /// What came of a run whose process is gone without an outcome: it succeeded if the history says
  /// that it published its version, and was interrupted otherwise.
  TrainingRunOutcome outcomeOfInterrupted(String id, History history);

  /// The file that the server locks whose queue this is. Its folder exists afterwards.
  Path queueLock() throws IOException;

  /// A value that changes whenever a run comes or goes; cheap enough to be asked many times a
  /// second.
  FileStamp stamp() throws IOException;
}
