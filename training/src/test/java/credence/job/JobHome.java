package credence.job;

import credence.dataset.Tables;
import credence.home.Home;
import credence.model.ModelSpec;
import credence.registry.ModelRegistry;
import credence.registry.directory.DirectoryRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/// A home for tests of jobs.
///
/// @param path its path
record JobHome(Path path) {
  private static final String SPEC =
      """
      id: id
      target: {column: y}
      features:
        score: {type: number, missing: 0}
      """;

  /// Progress that cancels nothing.
  static final JobProgress UNSTOPPED =
      new JobProgress() {
        @Override
        public boolean proceed(JobState state) {
          return true;
        }

        @Override
        public boolean isWanted() {
          return true;
        }
      };

  /// The spec of the home's models.
  static ModelSpec spec() {
    return Tables.spec(SPEC);
  }

  /// Writes the spec into the home.
  void writeSpec() throws IOException {
    Files.writeString(path.resolve("spec.yaml"), SPEC);
  }

  /// Writes a training set of 2,000 customers into the home, who default more often the lower their
  /// score is.
  ///
  /// @param from the first id
  Path writeSet(String date, int from) throws IOException, SQLException {
    return Tables.write(
        Files.createDirectories(path.resolve("training-sets"))
            .resolve("training_set_" + date + ".parquet"),
        """
        SELECT i AS id, hash(i, 2) %% 100 AS score,
          hash(i, 1) %% 1000 < 400 - 3 * (hash(i, 2) %% 100) AS y
        FROM range(%1$d, %1$d + 2000) t(i)"""
            .formatted(from));
  }

  /// The home's registry.
  ModelRegistry registry() {
    return new DirectoryRegistry(path);
  }

  /// The environment of jobs on the home.
  JobContext context() {
    return context(registry());
  }

  /// The environment of jobs on the home, with another registry.
  JobContext context(ModelRegistry registry) {
    return new JobContext(
        new Home(path), registry, new EngineShare(256L << 20, 2, _ -> {}), "1.0-test");
  }
}
