package credence.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// The exercise's training set, which is in a folder beside the repository and not part of it.
final class ExerciseFile {
  /// The exercise's example and its answer.
  static final String EXAMPLE =
      """
      {"id":"8db4206f-8878-174d-7a23-dd2c4f4ef5a0","score_3":480.0,"score_4":105.2,\
      "score_5":0.8514,"score_6":94.2,"income":50000}""";

  static final String ANSWER =
      "{\"id\":\"8db4206f-8878-174d-7a23-dd2c4f4ef5a0\",\"prediction\":0.1495}";

  private static final Path FILE =
      Path.of("..", "..", "shared", "exercise", "training_set.parquet");

  private ExerciseFile() {}

  /// The file; if it is missing, the calling test is skipped.
  static Path path() {
    Assumptions.assumeTrue(
        Files.exists(FILE), "the exercise's training set is not beside the repository");
    return FILE.toAbsolutePath().normalize();
  }
}
