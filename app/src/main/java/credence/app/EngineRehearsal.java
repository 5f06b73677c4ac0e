package credence.app;

import credence.engine.EngineLibrary;
import credence.home.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Trains on and scores more rows than the sample training sets have, so that the JVM can record
/// loaded classes and hot methods for later runs.
final class EngineRehearsal {
  /// How often each sample row is repeated, each time with another customer id.
  private static final int TIMES = 60;

  private EngineRehearsal() {}

  /// Runs the commands on a home that has training sets and a champion.
  ///
  /// @return the exit code of the first failing command; 0 if none fails
  static int run(Home home) throws IOException {
    String rows = home.directory().resolve("rehearsal.parquet").toString();
    try {
      write(home.trainingSets().path(), rows);
    } catch (SQLException e) {
      throw new IOException(rows + ": cannot be written: " + e.getMessage(), e);
    }
    String scored = home.directory().resolve("scored.parquet").toString();
    List<List<String>> commands =
        List.of(
            List.of("predict", "--data", rows, "--out", scored),
            List.of("train", "--data", rows, "--version", "rehearsal", "--json"));
    for (List<String> command : commands) {
      List<String> words = new ArrayList<>(command);
      words.addAll(List.of("--home", home.toString()));
      int code = Credence.commandLine(words).execute(words.toArray(String[]::new));
      if (code != HomeCommand.DONE) {
        return code;
      }
    }
    return HomeCommand.DONE;
  }

  private static void write(Path trainingSets, String file) throws SQLException {
    EngineLibrary.load();
    try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = engine.createStatement()) {
      String sets = trainingSets.resolve("*.parquet").toString();
      statement.execute(
          String.format(
              Locale.ROOT,
              """
          COPY (
            SELECT * EXCLUDE (time) REPLACE (
              ids || '-' || time AS ids,
              row_number() OVER () - 1 AS __index_level_0__)
            FROM read_parquet('%s'), range(%d) r (time))
          TO '%s' (FORMAT parquet)""",
              sets.replace("'", "''"),
              TIMES,
              file.replace("'", "''")));
    }
  }
}
