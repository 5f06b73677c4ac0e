package credence.app;

import credence.engine.EngineLibrary;
import credence.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes synthetic training sets for trying Credence: applicants of four quarters, in the format
/// of the default spec. Some customers appear twice, and some scores, incomes and outcomes are
/// missing. From the third quarter on one score has dropped, as an example of drift. The files are
/// always the same.
final class SampleTrainingSets {
  private static final List<String> NAMES =
      List.of("training_set_2025_03_31", "training_set_2025_06_30", "training_set_2025_09_30");
  private static final String NEXT_NAME = "training_set_2025_12_31";
  private static final int CUSTOMERS = 2000;
  private static final long SEED = 20250331;
  private static final double SCORE_3_MEAN = 430;
  private static final double SCORE_3_FALL = 25;
  private static final double TWICE_SHARE = 0.08;
  private static final double SCORE_MISSING_SHARE = 0.02;
  private static final double OUTCOME_MISSING_SHARE = 0.05;

  private SampleTrainingSets() {}

  /// Writes the files of the first three quarters to a folder, which is created if necessary.
  static void write(Path folder) throws IOException {
    for (int quarter = 0; quarter < NAMES.size(); quarter++) {
      boolean last = quarter == NAMES.size() - 1;
      write(folder, NAMES.get(quarter), quarter, SCORE_3_MEAN - (last ? SCORE_3_FALL : 0));
    }
  }

  /// Writes the file of the fourth quarter to a folder, which is created if necessary.
  ///
  /// @return the file
  static Path writeNext(Path folder) throws IOException {
    return write(folder, NEXT_NAME, NAMES.size(), SCORE_3_MEAN - SCORE_3_FALL);
  }

  private static Path write(Path folder, String name, int quarter, double score3Mean)
      throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name + ".parquet");
    Path part = folder.resolve("." + name + ".part");
    try {
      write(part, new Random(SEED + quarter), score3Mean);
      DurableFiles.publish(part, file);
    } catch (SQLException e) {
      throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(part);
    }
    return file;
  }

  private static void write(Path file, Random random, double score3Mean) throws SQLException {
    EngineLibrary.load();
    try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = engine.createStatement()) {
      statement.execute(
          """
          CREATE TABLE t (ids VARCHAR, "default" BOOLEAN, score_3 DOUBLE, score_4 DOUBLE,
            score_5 DOUBLE, score_6 DOUBLE, income DOUBLE, __index_level_0__ BIGINT)""");
      engine.setAutoCommit(false);
      try (PreparedStatement insert =
          engine.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
        insertCustomers(insert, random, score3Mean);
      }
      engine.commit();
      String target = file.toString().replace("'", "''");
      statement.execute("COPY t TO '" + target + "' (FORMAT parquet)");
    }
  }

  private static void insertCustomers(PreparedStatement insert, Random random, double score3Mean)
      throws SQLException {
    long row = 0;
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      Applicant applicant = Applicant.invent(random, score3Mean);
      applicant.bind(insert, row++);
      insert.addBatch();
      if (random.nextDouble() < TWICE_SHARE) {
        applicant.bind(insert, row++);
        insert.addBatch();
      }
    }
    insert.executeBatch();
  }

  /// A synthetic applicant. The probability of default decreases with the scores and the income.
  private record Applicant(
      String id,
      @Nullable Boolean defaulted,
      @Nullable Double score3,
      double score4,
      double score5,
      double score6,
      @Nullable Double income) {
    static Applicant invent(Random random, double score3Mean) {
      String id = new UUID(random.nextLong(), random.nextLong()).toString();
      double score3 = score3Mean + 60 * random.nextGaussian();
      double score4 = 100 + 4 * random.nextGaussian();
      double score5 = random.nextDouble();
      double score6 = 95 + 6 * random.nextGaussian();
      double income = StrictMath.exp(10.8 + 0.5 * random.nextGaussian());
      double z =
          -1.9
              - 0.007 * (score3 - SCORE_3_MEAN)
              - 0.08 * (score4 - 100)
              - 0.9 * (score5 - 0.5)
              - 0.03 * (score6 - 95);
      boolean defaulted = random.nextDouble() < 1 / (1 + StrictMath.exp(-z));
      boolean outcomeMissing = random.nextDouble() < OUTCOME_MISSING_SHARE;
      boolean scoreMissing = random.nextDouble() < SCORE_MISSING_SHARE;
      return new Applicant(
          id,
          outcomeMissing ? null : defaulted,
          scoreMissing ? null : score3,
          score4,
          score5,
          score6,
          scoreMissing ? null : income);
    }

    void bind(PreparedStatement insert, long row) throws SQLException {
      insert.setString(1, id);
      insert.setObject(2, defaulted);
      insert.setObject(3, score3);
      insert.setDouble(4, score4);
      insert.setDouble(5, score5);
      insert.setDouble(6, score6);
      insert.setObject(7, income);
      insert.setLong(8, row);
    }
  }
}
