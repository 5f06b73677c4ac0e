package credence.registry;

import java.io.IOException;
import java.io.InputStream;

/// Takes a document as it comes from disk, before it is known whether it is the one that was
/// published.
@FunctionalInterface
public interface DocumentSink {
  /// A sink that wants nothing of the document but that it is verified.
  DocumentSink NONE = (_, _) -> {};

  /// Reads a document, to its end or not so far.
  ///
  /// @param document the document; closed by the caller
  /// @param lengthBytes its length when it was opened, in bytes
  /// @throws IOException what reading it failed with: the document counts as damaged then
  void read(InputStream document, long lengthBytes) throws IOException;
}
