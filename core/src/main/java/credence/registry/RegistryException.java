package credence.registry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The registry's storage cannot be read or written, or is damaged. The message is one line that an
/// operator can act on.
public final class RegistryException extends RuntimeException {
  /// `PATH (words)`, as [FileNotFoundException] tells it.
  private static final Pattern AFTER_PATH = Pattern.compile("^.* \\((.*)\\)$");

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
  static String said(IOException cause) {
    return switch (cause) {
      case AccessDeniedException _ -> "Permission denied";
      case NoSuchFileException _ -> "No such file or directory";
      case FileAlreadyExistsException _ -> "There is a file in its place";
      case FileSystemException named -> orClassName(named.getReason(), cause);
      case FileNotFoundException named ->
          AFTER_PATH.matcher(orClassName(named.getMessage(), cause)).replaceFirst("$1");
      default -> orClassName(cause.getMessage(), cause);
    };
  }

  private static String orClassName(@Nullable String words, IOException cause) {
    return words == null ? cause.getClass().getSimpleName() : words;
  }
}
