package credence.run;

import credence.files.ChecksummedText;
import credence.files.DurableFiles;
import credence.files.FileFailure;
import credence.files.RegularFiles;
import credence.model.LocatedError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// A kind of file that runs and checks leave: one record as JSON with a checksum, names in snake
/// case as in a model document. Written atomically.
final class RunFile<T> {
  /// The profile of a training set.
  static final RunFile<TrainingSetProfile> PROFILE = new RunFile<>(TrainingSetProfile.class);

  /// The request of a training run.
  static final RunFile<TrainingRunRequest> REQUEST = new RunFile<>(TrainingRunRequest.class);

  /// The progress of a training run.
  static final RunFile<TrainingRunProgress> PROGRESS = new RunFile<>(TrainingRunProgress.class);

  /// The outcome of a training run.
  static final RunFile<TrainingRunOutcome> OUTCOME = new RunFile<>(TrainingRunOutcome.class);

  private static final int BYTES_MAX = 16 << 20;

  private final Class<T> type;

  private RunFile(Class<T> type) {
    this.type = type;
  }

  /// The result of reading a file.
  sealed interface Reading<T> {
    /// The record; empty unless the file exists and is intact.
    default Optional<T> value() {
      return Optional.empty();
    }

    /// The damage of the file; empty if there is none.
    default Optional<LocatedError> damage() {
      return Optional.empty();
    }
  }

  /// There is no such file.
  record Absent<T>() implements Reading<T> {}

  /// The file is intact.
  record Whole<T>(T record) implements Reading<T> {
    @Override
    public Optional<T> value() {
      return Optional.of(record);
    }
  }

  /// The file cannot be read or does not match its checksum. It must not be treated as absent.
  record Damaged<T>(LocatedError error) implements Reading<T> {
    @Override
    public Optional<LocatedError> damage() {
      return Optional.of(error);
    }
  }

  /// Reads a file.
  Reading<T> read(Path file) {
    try {
      Optional<byte[]> bytes = RegularFiles.read(file, BYTES_MAX);
      if (bytes.isEmpty()) {
        return new Absent<>();
      }
      if (bytes.get().length > BYTES_MAX) {
        return damaged(file, "is longer than the " + BYTES_MAX + " bytes allowed");
      }
      Optional<T> value = parse(bytes.get());
      return value.isPresent()
          ? new Whole<>(value.get())
          : damaged(file, "does not match its checksum");
    } catch (IOException e) {
      return damaged(file, "cannot be read: " + FileFailure.reason(e));
    }
  }

  /// The record in a file's text; empty if there is none, or it is damaged.
  Optional<T> parse(byte[] text) {
    return switch (ChecksummedText.open(text)) {
      case ChecksummedText.Damaged _ -> Optional.empty();
      case ChecksummedText.Whole(byte[] json) -> {
        try {
          yield Optional.ofNullable(RunJson.MAPPER.readValue(json, type));
        } catch (JacksonException | IllegalArgumentException | NullPointerException notOurs) {
          yield Optional.empty();
        }
      }
    };
  }

  /// The text of a file that holds a record.
  static byte[] text(Object value) {
    String json = RunJson.text(value).replace("\r\n", "\n");
    return ChecksummedText.seal(json.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes a file, in a folder that exists.
  void write(Path file, T value) throws IOException {
    DurableFiles.replaceShared(file, text(value));
  }

  private Damaged<T> damaged(Path file, String problem) {
    String remedy =
        type == TrainingSetProfile.class
            ? "; delete it to have the training set checked again"
            : "; restore it from a backup, or delete the folder of the training run";
    return new Damaged<>(new LocatedError(file.toString(), problem + remedy));
  }
}
