package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import credence.document.ModelDocument;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.registry.DocumentReading;
import credence.registry.ModelRegistry;
import credence.registry.Publication;
import credence.registry.RegistryState;
import credence.registry.directory.DirectoryRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Generated training sets for tests of commands.
final class Homes {
  /// A spec for the generated sets.
  static final String SPEC =
      """
      id: id
      target: {column: y}
      features:
        score: {type: number, missing: 0}
        region: {type: category, missing: north}
      """;

  private Homes() {}

  /// Writes the spec into a home.
  static void writeSpec(Path home) throws IOException {
    Files.writeString(home.resolve("spec.yaml"), SPEC);
  }

  /// Writes a training set into a home: scores from `least` to `least` + 99; the lower the score,
  /// the more likely the default.
  ///
  /// @param from the first id
  /// @param rows how many customers
  static Path writeSet(Path home, String date, int from, int rows, int least)
      throws IOException, SQLException {
    Path folder = Files.createDirectories(home.resolve("training-sets"));
    Path file = folder.resolve("training_set_" + date + ".parquet");
    Path part = Files.createTempFile("credence-set-", ".parquet"); // A name that DuckDB can write.
    try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = engine.createStatement()) {
      statement.execute(
          """
          COPY (SELECT i AS id, %3$d + hash(i, 2) %% 100 AS score,
            hash(i, 1) %% 1000 < 400 - 3 * (hash(i, 2) %% 100) AS y,
            CASE hash(i, 3) %% 3 WHEN 0 THEN 'north' ELSE 'south' END AS region
            FROM range(%1$d, %1$d + %2$d) t(i)) TO '%4$s' (FORMAT parquet)"""
              .formatted(from, rows, least, part));
    }
    return Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  /// The same version under another name.
  static ModelVersion renamed(ModelVersion version, VersionName name) {
    return new ModelVersion(
        name,
        version.spec(),
        version.model(),
        version.standardErrors(),
        version.evaluation(),
        version.findings(),
        version.references(),
        version.provenance());
  }

  /// The version of a home with a name.
  static ModelVersion version(Path home, VersionName name) {
    DocumentReading.Whole whole =
        (DocumentReading.Whole) new DirectoryRegistry(home).document(name);
    return ((ModelDocument.Read) ModelDocument.read(whole.bytes())).version();
  }

  /// Checks an interrupted registry: nothing is damaged, and every version that was published has
  /// its document.
  static RegistryState assertWhole(ModelRegistry registry) {
    RegistryState state = registry.state();
    assertThat(state.damage()).isEmpty();
    for (Publication publication : state.publications()) {
      assertThat(registry.document(publication.name())).isInstanceOf(DocumentReading.Whole.class);
    }
    return state;
  }

  /// Runs a command on a home to its end.
  static Launched.Ended run(Path home, String... words) {
    return Launched.run(words(home, words));
  }

  /// Runs a command on a home in this process.
  static Launched.Ended execute(Path home, String... words) {
    return execute(words(home, words));
  }

  /// Runs a command in this process.
  static Launched.Ended execute(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Credence.commandLine(List.of(words))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Launched.Ended(code, out.toString(), err.toString());
  }

  /// The arguments of a command on a home.
  static String[] words(Path home, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", home.toString()));
    return all.toArray(String[]::new);
  }
}
