package credence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import credence.engine.EngineFailure.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A failure of the engine")
class EngineFailureTest {
  private static final Path IN = Path.of("/data/in.parquet");
  private static final Path OUT = Path.of("/data/out.parquet");
  private static final Path PART = Path.of("/data/.out.parquet.1.part");

  private final List<String> log = new ArrayList<>();
  private final EngineLimits limits =
      new EngineLimits(400L << 20, 2, Path.of("/tmp/spill"), log::add);

  private EngineFailure failure(String message) {
    return EngineFailure.of(IN, PART, OUT, new SQLException(message), limits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Out of Memory Error: failed to allocate data of size 1.0 MiB        | MEMORY      | /data/in.parquet  | 400 MiB
          Invalid Error: TProtocolException: Invalid data                     | DAMAGED     | /data/in.parquet  | damaged
          Invalid Input Error: Failed to read file: Snappy decompression failure | DAMAGED  | /data/in.parquet  | damaged
          IO Error: Could not read enough bytes from file "/data/in.parquet"  | DAMAGED     | /data/in.parquet  | damaged
          IO Error: Could not read enough bytes from file "/tmp/spill/x.tmp"  | IO          | /tmp/spill        | temporary files
          Invalid Error: Resource temporarily unavailable                     | IO          | /data/in.parquet  | resource temporarily unavailable
          Invalid Error: std::bad_alloc                                       | MEMORY      | /data/in.parquet  | 400 MiB
          IO Error: Could not read from file "/data/in.parquet": Input/output error | IO    | /data/in.parquet  | input/output error
          IO Error: Cannot open file "/data/in.parquet": Too many open files  | IO          | /data/in.parquet  | too many open files
          IO Error: Could not write file "/data/.out.parquet.1.part": No space left on device | DISK_FULL | /data/out.parquet | full
          IO Error: Could not write file "/tmp/spill/x.tmp": No space left on device | DISK_FULL | /tmp/spill | TMPDIR
          IO Error: Cannot open file "/tmp/spill/x.tmp": Permission denied    | IO          | /tmp/spill        | permission denied
          IO Error: Cannot open file "/data/.out.parquet.1.part": Read-only file system | IO        | /data/out.parquet | read-only
          IO Error: Cannot open file "/tmp/spill/credence-names-1/written.parquet": Read-only file system | IO | /data/out.parquet | read-only
          IO Error: Could not write file "/tmp/spill/credence-names-1/written.parquet": No space left on device | DISK_FULL | /data/out.parquet | full
          IO Error: Could not read from file "/tmp/spill/credence-names-1/read-0.parquet": Input/output error | IO | /data/in.parquet | input/output error
          Not implemented Error: Unsupported parquet encoding ABC             | UNSUPPORTED | /data/in.parquet  | Unsupported parquet encoding ABC
          INTERNAL Error: Assertion triggered                                 | INTERNAL    | /data/in.parquet  | INTERNAL Error
          An unknown message                                                  | INTERNAL    | /data/in.parquet  | report
          """)
  void hasItsKindItsPlaceAndWhatToDo(String message, Kind kind, String place, String words) {
    EngineFailure failure = failure(message);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.error().place()).isEqualTo(place);
    assertThat(failure.error().expected()).contains(words);
    if (kind != Kind.DAMAGED) {
      assertThat(failure.error().expected()).doesNotContain("damaged");
    }
  }

  @Test
  void leavesTheEnginesWordsInTheLogWithoutValues() {
    failure("Conversion Error: Could not convert string 'O'Brien, 4711' to INT32\n\nLINE 1: 'x'");
    failure(
        "Invalid Input Error: value Mustermann can't be cast, 1234.5e-7 \u00e9t\u00e9 \"Anna\"");
    assertThat(log).hasSize(2);
    assertThat(log.getFirst()).contains("in.parquet: Conversion Error: Could not convert string");
    assertThat(String.join("\n", log))
        .doesNotContain("Brien", "4711", "Mustermann", "1234", "Anna", "LINE", "\u00e9t");
  }

  @Test
  void ofARealValueNeverShowsIt() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "SELECT CAST('Geheimrat' AS INTEGER)",
              "SELECT CAST('Geheimrat' AS DATE)",
              "SELECT CAST('Geheim''rat' AS DOUBLE)",
              "SELECT CAST('Geheimrat' AS BOOLEAN)",
              "SELECT CAST('Geheimrat' AS UUID)",
              "SELECT CAST('Geheimrat' AS TIMESTAMP)",
              "SELECT decode('Geheimrat\\xFF'::BLOB)",
              "SELECT json_extract('Geheimrat', '$.a')",
              "SELECT CAST(9876543210 AS INTEGER)")) {
        EngineFailure.of(IN, thrown(statement, sql), limits);
      }
    }
    assertThat(log).hasSize(9);
    assertThat(String.join("\n", log)).doesNotContain("Geheim", "rat'", "9876543210");
  }

  private static SQLException thrown(Statement statement, String sql) {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      return e;
    }
    throw new AssertionError(sql);
  }
}
