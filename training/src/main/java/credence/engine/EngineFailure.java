package credence.engine;

import credence.model.Fault;
import credence.model.Result;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An error of the engine, by its kind, and what to do about it.
///
/// The engine names the kind at the beginning of its message ("Out of Memory Error: ..."). Its own
/// words may quote a value, so they are not part of the fault; without what may be a value they go
/// to the log of the [EngineLimits].
///
/// @param kind what kind it is
/// @param fault the file or folder that it is about, and what to do
public record EngineFailure(Kind kind, Fault fault) {
  /// Kinds of failures.
  public enum Kind {
    /// What the file says cannot be: it was cut, overwritten or badly copied.
    DAMAGED,
    /// The file uses something of parquet that the engine cannot read.
    UNSUPPORTED,
    /// The engine's memory does not suffice.
    MEMORY,
    /// A disk is full.
    DISK_FULL,
    /// The system refuses to read or write a file.
    IO,
    /// Anything else: the engine's fault or ours.
    INTERNAL;

    /// Whether it is the file's own and comes again with the same file on any machine.
    private boolean ofFile() {
      return this == DAMAGED || this == UNSUPPORTED;
    }
  }

  /// How the engine begins the message of an error that it has when a file's bytes contradict
  /// themselves.
  private static final List<String> DAMAGE =
      List.of(
          "Invalid Error",
          "Invalid Input Error",
          "Out of Range Error",
          "Conversion Error",
          "Serialization Error");

  /// What the system says when it refuses, and what that means; in the engine's messages these are
  /// the last words.
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
          "Cannot allocate memory");

  /// The result of work that ended by it: refused if it is the file's own, failed otherwise.
  public <T> Result<T> result() {
    List<Fault> faults = List.of(fault);
    return kind.ofFile() ? new Result.Refused<>(faults) : new Result.Failed<>(faults);
  }

  /// An error of reading a file.
  public static EngineFailure of(Path file, SQLException e, EngineLimits limits) {
    return of(file, null, file, e, limits);
  }

  /// An error of reading one file and perhaps writing another.
  ///
  /// @param written the file that is written; null if none is
  /// @param target what the user calls that file, which is to become it by a rename
  /// @param e what the engine threw
  public static EngineFailure of(
      Path file, @Nullable Path written, Path target, SQLException e, EngineLimits limits) {
    String message = String.valueOf(e.getMessage());
    limits
        .log()
        .accept("the engine said of " + file.getFileName() + ": " + EngineWords.masked(message));
    Kind kind = kind(message);
    Fault fault = fault(kind, file, written, message, limits);
    boolean ofWritten = written != null && fault.place().equals(written.toString());
    return new EngineFailure(
        kind, ofWritten ? new Fault(target.toString(), fault.expected()) : fault);
  }

  private static Kind kind(String message) {
    if (isDiskFull(message)) {
      return Kind.DISK_FULL;
    }
    return switch (type(message)) {
      case "Out of Memory Error" -> Kind.MEMORY;
      case "Not implemented Error" -> Kind.UNSUPPORTED;
      case "IO Error" -> message.contains("Could not read enough bytes") ? Kind.DAMAGED : Kind.IO;
      case String type when DAMAGE.contains(type) ->
          message.contains("Unsupported") || message.contains("not supported")
              ? Kind.UNSUPPORTED
              : Kind.DAMAGED;
      default -> Kind.INTERNAL;
    };
  }

  private static boolean isDiskFull(String message) {
    return message.contains("No space left")
        || message.contains("Disk quota exceeded")
        || message.contains("max_temp_directory_size");
  }

  /// The engine's name of a kind of error, with which its message begins.
  private static String type(String message) {
    int colon = message.indexOf(':');
    return colon < 0 ? "" : message.substring(0, colon);
  }

  private static Fault fault(
      Kind kind, Path file, @Nullable Path written, String message, EngineLimits limits) {
    return switch (kind) {
      case MEMORY ->
          new Fault(
              file.toString(),
              ("expected to be readable with %d MiB of the engine's memory: give more by"
                      + " CREDENCE_ENGINE_MEBIBYTES, or for what a server starts by its setting"
                      + " trainingEngineMebibytes; or write the file with smaller row groups")
                  .formatted(limits.memoryBytesMax() >> 20));
      case DISK_FULL -> diskFull(written, message, limits);
      case UNSUPPORTED ->
          new Fault(
              file.toString(),
              "expected a parquet file of features that the engine supports; it said \""
                  + EngineWords.masked(message)
                  + "\": write the file without that");
      case DAMAGED ->
          new Fault(
              file.toString(),
              "expected a parquet file that can be read, this one is damaged: write or copy it"
                  + " again");
      case IO -> refusedBySystem(file, written, message, limits);
      case INTERNAL ->
          new Fault(
              file.toString(),
              "expected the engine to read this file, it failed by an error of its own (%s): write"
                      .formatted(type(EngineWords.masked(message)))
                  + " the file again, and report the error if it stays");
    };
  }

  private static Fault diskFull(@Nullable Path written, String message, EngineLimits limits) {
    return written != null && message.contains(ParquetEngine.sqlName(written))
        ? new Fault(written.toString(), "expected room for what is written, the disk is full")
        : new Fault(
            limits.temporaryFolder().toString(),
            "expected room for temporary files, the disk is full: make room there, or name another"
                + " folder by TMPDIR");
  }

  private static Fault refusedBySystem(
      Path file, @Nullable Path written, String message, EngineLimits limits) {
    String said =
        SYSTEM_WORDS.stream()
            .filter(message::contains)
            .findFirst()
            .map(words -> words.toLowerCase(Locale.ROOT))
            .orElse("the system refused it");
    if (message.contains(limits.temporaryFolder().toAbsolutePath().toString())) {
      return new Fault(
          limits.temporaryFolder().toString(), "expected to write temporary files there: " + said);
    }
    return written != null && message.contains(ParquetEngine.sqlName(written))
        ? new Fault(written.toString(), "expected a file that can be written: " + said)
        : new Fault(file.toString(), "expected a parquet file that can be read: " + said);
  }
}
