package credence.trainingset;

import credence.model.Fault;
import java.nio.file.Path;
import java.sql.SQLException;

/// What an error of the engine means for whoever handed the file in.
///
/// The engine's own words stay out: they may quote a value.
final class EngineFaults {
  private EngineFaults() {}

  static Fault of(Path file, SQLException e, EngineLimits limits) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Out of Memory")) {
      return new Fault(
          file.toString(),
          "expected to be readable with %d MiB of engine memory: raise the limit"
              .formatted(limits.memoryBytesMax() >> 20));
    }
    if (message.contains("No space left")) {
      return new Fault(
          limits.temporaryFolder().toString(),
          "expected room for temporary files, the disk is full");
    }
    return new Fault(
        file.toString(),
        "expected a parquet file that can be read, this one is damaged: write or copy it again");
  }
}
