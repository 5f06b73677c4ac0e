package credence.engine;

import credence.files.FileFailure;
import credence.files.TableFormat;
import credence.model.LocatedError;
import credence.model.Result;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An error of the engine, by its kind, and what to do about it.
///
/// The engine's message begins with the kind ("Out of Memory Error: ..."). Its text may quote a
/// value, so it is not part of the error message; it is written to the log of the [EngineLimits]
/// with possible values removed.
///
/// @param kind its kind
/// @param error the file or folder concerned, and what to do
public record EngineFailure(Kind kind, LocatedError error) {
  /// Kinds of failures.
  public enum Kind {
    /// The file's contents are inconsistent: it was truncated, overwritten or copied incorrectly.
    DAMAGED,
    /// The file uses a parquet feature that the engine does not support.
    UNSUPPORTED,
    /// The engine's memory does not suffice.
    MEMORY,
    /// A disk is full.
    DISK_FULL,
    /// The system does not allow reading or writing a file.
    IO,
    /// Anything else: a bug of the engine or of Credence.
    INTERNAL;

    /// Whether the file causes it, so that it recurs with the same file on any machine.
    private boolean ofFile() {
      return this == DAMAGED || this == UNSUPPORTED;
    }
  }

  /// The beginning of the engine's message for inconsistent file contents.
  private static final List<String> DAMAGE =
      List.of(
          "Invalid Error",
          "Invalid Input Error",
          "Out of Range Error",
          "Conversion Error",
          "Serialization Error");

  /// The system's error messages and their meaning; the engine's messages end with them.
  private static final List<String> SYSTEM_WORDS =
      List.of(
          "Permission denied",
          "No such file or directory",
          "Input/output error",
          "Too many open files",
          "Read-only file system",
          "Is a directory",
          "Not a directory",
          "Stale file handle",
          "File too large",
          "Operation not permitted",
          "Resource temporarily unavailable",
          "Cannot allocate memory");

  /// The result of work that it ended: rejected if the file causes it, otherwise failed.
  public <T> Result<T> result() {
    List<LocatedError> errors = List.of(error);
    return kind.ofFile() ? new Result.Rejected<>(errors) : new Result.Failed<>(errors);
  }

  /// An error of reading a file.
  public static EngineFailure of(Path file, SQLException e, EngineLimits limits) {
    return of(file, null, file, e, limits);
  }

  /// An error of reading one file and perhaps writing another.
  ///
  /// @param written the file that is written; null if none is
  /// @param target the path that the user gave for it, to which it is renamed
  /// @param e the engine's exception
  public static EngineFailure of(
      Path file, @Nullable Path written, Path target, SQLException e, EngineLimits limits) {
    if (e.getCause() instanceof FileFailure failure) {
      String place = limits.temporaryFolder().toString();
      return new EngineFailure(
          Kind.IO, new LocatedError(place, String.valueOf(failure.getMessage())));
    }
    String message = String.valueOf(e.getMessage());
    limits
        .log()
        .accept(
            "the engine reported on " + file.getFileName() + ": " + EngineWords.masked(message));
    Kind kind = kind(message, limits);
    LocatedError error = error(kind, file, written, message, limits);
    Optional<String> unsupported =
        mayBeOfFile(kind, message) && error.place().equals(file.toString())
            ? ParquetEnvelope.unsupported(file)
            : Optional.empty();
    if (unsupported.isPresent()) {
      return new EngineFailure(
          Kind.UNSUPPORTED, new LocatedError(error.place(), unsupported.get()));
    }
    boolean ofWritten = written != null && error.place().equals(written.toString());
    return new EngineFailure(
        kind, ofWritten ? new LocatedError(target.toString(), error.expected()) : error);
  }

  private static Kind kind(String message, EngineLimits limits) {
    if (isDiskFull(message)) {
      return Kind.DISK_FULL;
    }
    return switch (type(message)) {
      case "Out of Memory Error" -> Kind.MEMORY;
      case "Not implemented Error" -> Kind.UNSUPPORTED;
      case "IO Error" ->
          (message.contains("Could not read enough bytes") || message.contains("GZIP"))
                  && !namesTemporaryFile(message, limits)
              ? Kind.DAMAGED
              : Kind.IO;
      // An exception of the C++ library, for example if a thread cannot be started.
      case String type when type.equals("Invalid Error") && message.contains("bad_alloc") ->
          Kind.MEMORY;
      case String type when type.equals("Invalid Error") && systemWords(message).isPresent() ->
          Kind.IO;
      case String type when DAMAGE.contains(type) ->
          message.contains("Unsupported") || message.contains("not supported")
              ? Kind.UNSUPPORTED
              : Kind.DAMAGED;
      default -> Kind.INTERNAL;
    };
  }

  /// Whether an unsupported feature may be the cause, for which the engine has no kind.
  private static boolean mayBeOfFile(Kind kind, String message) {
    return switch (kind) {
      case DAMAGED, UNSUPPORTED, INTERNAL -> true;
      case IO -> systemWords(message).isEmpty();
      case MEMORY, DISK_FULL -> false;
    };
  }

  private static Optional<String> systemWords(String message) {
    return SYSTEM_WORDS.stream().filter(message::contains).findFirst();
  }

  private static boolean namesTemporaryFile(String message, EngineLimits limits) {
    return message.contains(limits.temporaryFolder().toAbsolutePath().toString())
        && !PlainNames.namesLink(message);
  }

  private static boolean isDiskFull(String message) {
    return message.contains("No space left")
        || message.contains("Disk quota exceeded")
        || message.contains("max_temp_directory_size");
  }

  /// The engine's name for a kind of error, with which its message begins.
  private static String type(String message) {
    int colon = message.indexOf(':');
    return colon < 0 ? "" : message.substring(0, colon);
  }

  private static LocatedError error(
      Kind kind, Path file, @Nullable Path written, String message, EngineLimits limits) {
    return switch (kind) {
      case MEMORY ->
          new LocatedError(
              file.toString(),
              String.format(
                  Locale.ROOT,
                  "not readable with %d MiB of engine memory: increase CREDENCE_ENGINE_MEBIBYTES, "
                      + "or for processes that a server starts its setting trainingEngineMebibytes%s",
                  limits.memoryBytesMax() >> 20,
                  isCsv(file) ? "" : "; or write the file with smaller row groups"));
      case DISK_FULL -> diskFull(written, message, limits);
      case UNSUPPORTED ->
          new LocatedError(
              file.toString(),
              ParquetEnvelope.UNSUPPORTED
                  + "it reported \""
                  + EngineWords.masked(message)
                  + "\": write the file without this feature");
      case DAMAGED ->
          new LocatedError(
              file.toString(),
              ParquetEnvelope.readable(file) + ", but this one is damaged: write or copy it again");
      case IO -> deniedBySystem(file, written, message, limits);
      case INTERNAL ->
          new LocatedError(
              file.toString(),
              "the engine failed to read this file with an internal error (%s): write"
                      .formatted(type(EngineWords.masked(message)))
                  + " the file again, and report the error if it persists");
    };
  }

  private static LocatedError diskFull(
      @Nullable Path written, String message, EngineLimits limits) {
    return written != null && PlainNames.namesWritten(message, written)
        ? new LocatedError(written.toString(), "cannot write: the disk is full")
        : new LocatedError(
            limits.temporaryFolder().toString(),
            "cannot write temporary files: the disk is full; free some space, or set TMPDIR to "
                + "another folder");
  }

  private static LocatedError deniedBySystem(
      Path file, @Nullable Path written, String message, EngineLimits limits) {
    String reason =
        systemWords(message)
            .map(words -> words.toLowerCase(Locale.ROOT))
            .orElse("access was denied by the system");
    if (namesTemporaryFile(message, limits)) {
      return new LocatedError(
          limits.temporaryFolder().toString(), "cannot write temporary files there: " + reason);
    }
    return written != null && PlainNames.namesWritten(message, written)
        ? new LocatedError(written.toString(), "expected a writable file: " + reason)
        : new LocatedError(file.toString(), ParquetEnvelope.readable(file) + ": " + reason);
  }

  private static boolean isCsv(Path file) {
    return TableFormat.of(file).isCsv();
  }
}
