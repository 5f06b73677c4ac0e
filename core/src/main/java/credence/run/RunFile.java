package credence.run;

import credence.files.DurableFiles;
import credence.files.RegularFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// A kind of file that runs and checks leave: one record as JSON, names in snake case as in a model
/// document. Written whole or not at all.
final class RunFile<T> {
  /// What is known of a training set.
  static final RunFile<TrainingSetProfile> PROFILE = new RunFile<>(TrainingSetProfile.class);

  /// What a training run was asked to do.
  static final RunFile<TrainingRunRequest> REQUEST = new RunFile<>(TrainingRunRequest.class);

  /// How far a training run is.
  static final RunFile<TrainingRunProgress> PROGRESS = new RunFile<>(TrainingRunProgress.class);

  /// What came of a training run.
  static final RunFile<TrainingRunOutcome> OUTCOME = new RunFile<>(TrainingRunOutcome.class);

  private static final int BYTES_MAX = 16 << 20;

  private final Class<T> type;

  private RunFile(Class<T> type) {
    this.type = type;
  }

  /// Reads a file; empty if there is none, or it does not hold what it should.
  Optional<T> read(Path file) throws IOException {
    Optional<byte[]> bytes = RegularFiles.read(file, BYTES_MAX);
    try {
      return bytes.map(json -> RunJson.MAPPER.readValue(json, type));
    } catch (JacksonException | IllegalArgumentException | NullPointerException notOurs) {
      return Optional.empty();
    }
  }

  /// Writes a file, in a folder that exists.
  void write(Path file, T value) throws IOException {
    DurableFiles.replace(file, RunJson.text(value).getBytes(StandardCharsets.UTF_8));
  }
}
