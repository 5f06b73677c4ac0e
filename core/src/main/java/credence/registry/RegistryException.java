package credence.registry;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// The registry's storage cannot be read or written, or is damaged. The message is one line that an
/// operator can act on.
public final class RegistryException extends RuntimeException {
  RegistryException(String message) {
    super(message);
  }

  private RegistryException(String message, IOException cause) {
    super(message, cause);
  }

  /// @param doing what failed, for example `cannot write`
  /// @param file the file that it failed on
  /// @param cause what the system says
  static RegistryException of(String doing, Path file, IOException cause) {
    return new RegistryException(doing + " " + file + ": " + said(cause), cause);
  }

  /// The system's own words, without the path that Java puts before them.
  private static String said(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason =
        cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
    return reason == null ? cause.getClass().getSimpleName() : reason;
  }
}
