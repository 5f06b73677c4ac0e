package credence.training;

import credence.dataset.Tables;
import credence.document.ModelDocument;
import credence.hashing.Sha256;
import credence.model.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A process that trains in the time zone that it was started in, and prints the SHA-256 of the
/// version's document.
final class TrainingInAZone {
  private TrainingInAZone() {}

  /// Trains on a file.
  ///
  /// @param arguments the spec, the training set, and a folder for temporary files
  public static void main(String[] arguments) throws IOException {
    ModelSpec spec = Tables.spec(Files.readString(Path.of(arguments[0])));
    System.out.print(
        Sha256.of(
            ModelDocument.write(
                Trainings.trained(spec, Path.of(arguments[2]), Path.of(arguments[1])))));
  }
}
