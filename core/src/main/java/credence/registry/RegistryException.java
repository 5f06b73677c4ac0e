package credence.registry;

import credence.files.FileFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/// The registry's storage cannot be read or written, or is damaged. The message is one line that an
/// operator can act on.
public final class RegistryException extends RuntimeException {
  /// A registry that cannot be used.
  ///
  /// @param message what is wrong and what to do, in one line
  public RegistryException(String message) {
    super(message);
  }

  private RegistryException(String message, IOException cause) {
    super(message, cause);
  }

  /// A failure of the storage. If the cause names its own operation and path, the message has
  /// these, since they are more precise.
  ///
  /// @param doing what failed, for example `nothing was changed, cannot write`
  /// @param file the file concerned
  /// @param cause the system's exception
  public static RegistryException of(String doing, Path file, IOException cause) {
    String consequence = doing.substring(0, doing.lastIndexOf("cannot "));
    String failure = doing.substring(consequence.length());
    return new RegistryException(
        consequence + FileFailure.of(failure, file, cause).getMessage(), cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
