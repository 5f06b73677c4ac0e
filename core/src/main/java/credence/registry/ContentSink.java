package credence.registry;

import java.io.IOException;
import java.io.InputStream;

/// Receives a stored document or artifact while it is read, before it is known whether it is what
/// was published.
@FunctionalInterface
public interface ContentSink {
  /// A sink that leaves everything unread; the content is verified anyway.
  ContentSink NONE = (_, _) -> {};

  /// Reads the content, to its end or in part.
  ///
  /// @param content the bytes; closed by the caller
  /// @param lengthBytes its length when it was opened, in bytes
  /// @throws IOException if reading fails; the content counts as damaged then
  void read(InputStream content, long lengthBytes) throws IOException;
}
