package credence.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An operation on a file that failed. Its message is one line that names the operation, the path
/// and the system's reason, as in `cannot write /srv/home/registry/lock: Read-only file system`.
///
/// Java's own exceptions name the path or the reason, seldom both, and never the operation.
public final class FileFailure extends IOException {
  /// `PATH (REASON)`, the form of a [FileNotFoundException].
  private static final Pattern PATH_AND_REASON = Pattern.compile("^(.*) \\((.*)\\)$");

  private final String reason;

  private FileFailure(String doing, String file, String reason, @Nullable Exception cause) {
    super(doing + " " + file + ": " + reason, cause);
    this.reason = reason;
  }

  /// A failed operation. A cause that is a [FileFailure] is kept, since it is more precise.
  ///
  /// @param doing the operation, for example `cannot write`
  /// @param file the file concerned
  /// @param cause the system's exception
  public static FileFailure of(String doing, Path file, IOException cause) {
    return cause instanceof FileFailure worded
        ? worded
        : new FileFailure(doing, file.toString(), reason(cause), cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /// An operation that is rejected before it is attempted.
  ///
  /// @param doing the operation, for example `cannot read`
  /// @param reason why
  public static FileFailure because(String doing, Path file, String reason) {
    return new FileFailure(doing, file.toString(), reason, null);
  }

  /// A failed operation whose reason is more than the system's, for example because it says what to
  /// do.
  ///
  /// @param doing the operation, for example `cannot write`
  /// @param reason why
  /// @param cause the system's exception
  public static FileFailure because(String doing, Path file, String reason, Exception cause) {
    return new FileFailure(doing, file.toString(), reason, cause);
  }

  /// An I/O failure as one line: the operation if known, the path if any, and the reason.
  public static String words(IOException e) {
    return switch (e) {
      case FileFailure failure -> failure.getMessage();
      case FileSystemException named when named.getFile() != null ->
          "cannot access " + named.getFile() + ": " + reason(named);
      case FileNotFoundException named -> {
        String message = orClassName(named.getMessage(), named);
        Matcher parts = PATH_AND_REASON.matcher(message);
        yield parts.matches()
            ? "cannot open " + parts.group(1) + ": " + parts.group(2)
            : "cannot open " + message;
      }
      default -> reason(e);
    };
  }

  /// The system's reason without the path, as in `No space left on device`.
  public static String reason(IOException e) {
    return switch (e) {
      case FileFailure failure -> failure.reason;
      case FileSystemException named when named.getReason() != null -> named.getReason();
      case AccessDeniedException _ -> "Permission denied";
      case NoSuchFileException _ -> "No such file or directory";
      case FileAlreadyExistsException _ -> "A file of this name exists";
      case NotDirectoryException _ -> "Not a directory";
      case DirectoryNotEmptyException _ -> "Directory not empty";
      case FileSystemLoopException _ -> "Too many levels of symbolic links";
      case FileSystemException _ -> e.getClass().getSimpleName();
      case FileNotFoundException named ->
          PATH_AND_REASON.matcher(orClassName(named.getMessage(), e)).replaceFirst("$2");
      default -> orClassName(e.getMessage(), e);
    };
  }

  private static String orClassName(@Nullable String words, IOException e) {
    return words == null ? e.getClass().getSimpleName() : words;
  }
}
