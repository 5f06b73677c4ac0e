package credence.wire;

import credence.model.VersionName;
import credence.scoring.InputLayout;
import java.util.List;

/// The wire format of a protocol: reads applicants' records, and writes answers and problems.
/// Independent of HTTP: the requests that it handles, their status codes and media types are
/// determined elsewhere. A [BatchForm] defines how the protocol divides batches; a protocol can
/// have several.
///
/// Readers and writers are created once for each plan, never for a request. Thread-safe.
public interface Codec {
  /// Creates a reader for one thread; [RecordReader#forAnotherThread()] creates readers for other
  /// threads with the same layout.
  ///
  /// @param layout the inputs to read
  RecordReader reader(InputLayout layout);

  /// Creates a writer of a plan's answers for all threads.
  ///
  /// @param versions the names of the plan's versions, in their order
  RecordWriter writer(List<VersionName> versions);

  /// The document sent when a request cannot be answered.
  byte[] problem(ProblemContent content);
}
