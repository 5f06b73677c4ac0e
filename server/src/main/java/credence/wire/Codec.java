package credence.wire;

import credence.model.VersionName;
import credence.scoring.InputLayout;
import java.util.List;

/// A protocol as bytes: how applicants' records are read, and how answers and problems are written.
/// Knows no HTTP: which requests it answers, at which status and as which media type, is decided
/// where they come in. How a protocol divides batches is a [BatchForm]; it may have several.
///
/// Readers and writers are made once for each plan, never for a request. Safe for use by several
/// threads.
public interface Codec {
  /// A reader of records into a layout, for one thread; for the other threads that read by the same
  /// layout there is [RecordReader#forAnotherThread()].
  ///
  /// @param layout the inputs that are read
  RecordReader reader(InputLayout layout);

  /// A writer of answers by a plan's versions, for all threads.
  ///
  /// @param versions the versions' names, in the plan's order
  RecordWriter writer(List<VersionName> versions);

  /// The document that answers a request in place of a prediction.
  byte[] problem(ProblemContent facts);
}
