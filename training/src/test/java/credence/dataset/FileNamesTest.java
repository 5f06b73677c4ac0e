package credence.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import credence.dataset.ParquetScoring.Scored;
import credence.files.FileHash;
import credence.model.LocatedError;
import credence.model.LogisticModel;
import credence.model.ModelSpec.CsvFormat;
import credence.model.NumberEncoding;
import credence.model.Provenance.TrainingSetReference;
import credence.model.Result;
import credence.model.VersionName;
import credence.results.Results;
import credence.scoring.ServingPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Exactly the named file")
class FileNamesTest extends TrainingTableReading {
  /// Names in which something has a meaning for the engine, for SQL or for a shell.
  private static final List<String> NAMES =
      List.of(
          "t[1].parquet",
          "t[!2].parquet",
          "[t]",
          "*",
          "**",
          "?.parquet",
          "{t1,t2}.parquet",
          "it's.parquet",
          "\"t1\".parquet",
          "t\\[1].parquet",
          "t1.parquet\\",
          "100%.parquet",
          "%20.parquet",
          "two words.parquet",
          "two\nlines.parquet",
          "-x",
          "--",
          "~",
          "a=1",
          "file:t1.parquet",
          "s3:t1.parquet",
          "$HOME",
          "t1.parquet;t2.parquet",
          "t1.parquet#x",
          "größe 信用 🙂.parquet");

  @BeforeEach
  void writeOtherFiles() throws SQLException {
    for (String other : List.of("t", "t1", "t2", "x")) {
      write(other + ".parquet", "SELECT 1 AS id, 1 AS y, 0 AS x");
    }
  }

  /// Writes a file, which DuckDB could not do under any name.
  private Path named(Path file, int x) throws SQLException, IOException {
    Path plain = write("plain", "SELECT i AS id, i % 2 AS y, " + x + " AS x FROM range(3) t(i)");
    return Files.move(plain, file);
  }

  /// Without a locale of UTF-8, which the launcher sets, Java cannot name other files.
  private static boolean isNameable(String name) {
    return StandardCharsets.US_ASCII.newEncoder().canEncode(name)
        || System.getProperty("sun.jnu.encoding").equals("UTF-8");
  }

  @Test
  void isReadAmongMany() throws Exception {
    List<String> names = NAMES.stream().filter(FileNamesTest::isNameable).toList();
    List<Path> files = new ArrayList<>();
    List<TrainingSetReference> sets = new ArrayList<>();
    for (String name : names) {
      Path file = named(folder.resolve(name), 7 + files.size());
      files.add(file);
      sets.add(new TrainingSetReference(name, FileHash.of(file), 3));
    }
    TrainingTable table = table(ONE_NUMBER, files.toArray(Path[]::new));
    assertThat(table.sets()).isEqualTo(sets);
    for (int row = 0; row < 3 * files.size(); row++) {
      assertThat(table.feature("x").get(row)).as(names.get(row / 3)).isEqualTo(7 + row / 3);
    }
  }

  @Test
  void isReadBesideTheFileThatItsNameMatches() throws Exception {
    Path pattern = named(folder.resolve("t[12].parquet"), 7);
    TrainingTable table = table(ONE_NUMBER, folder.resolve("t1.parquet"), pattern);
    assertThat(table.rows()).isEqualTo(4);
    assertThat(table.feature("x").get(0)).isZero();
    assertThat(table.feature("x").get(3)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"t[1].parquet", "*", "{t1,t2}.parquet", "it's \\\"\n%"})
  void isScoredAndWritten(String name) throws Exception {
    Path in = named(folder.resolve(name), 7);
    Path out = Files.createDirectory(folder.resolve("out")).resolve(name);
    LogisticModel model =
        new LogisticModel(
            List.of(new NumberEncoding("x", null, null, false, null)), -7, List.of(1.));
    Result<Scored> scored =
        new ParquetScoring(
                new ServingPlan.Member(new VersionName("v"), model),
                Map.of(),
                "id",
                CsvFormat.UNSPECIFIED,
                Double::toString,
                Tables.limits(folder.resolve("[s]*")))
            .score(in, out, ReadProgress.SILENT);
    assertThat(scored).isEqualTo(Result.of(new Scored(3, 0, List.of())));
    try (Stream<Path> written = Files.list(out.getParent())) {
      assertThat(written).containsExactly(out);
    }
    Path plain = Files.move(out, folder.resolve("scored"));
    assertThat(Tables.texts("SELECT id, prediction FROM read_parquet('" + plain + "')"))
        .containsExactly("0 0.5", "1 0.5", "2 0.5");
  }

  @Test
  void isReadByAPathThroughTheParentOfALinksTarget() throws Exception {
    Path inner = Files.createDirectories(folder.resolve("outer/inner"));
    named(folder.resolve("outer/u.parquet"), 7);
    named(folder.resolve("u.parquet"), 8);
    Path link = Files.createSymbolicLink(folder.resolve("link"), inner);
    TrainingTable table = table(ONE_NUMBER, link.resolve("../u.parquet"));
    assertThat(table.feature("x").get(0)).isEqualTo(7);
  }

  @Test
  void isReadOnceAlthoughItHasSeveralNames() throws Exception {
    Path file = named(folder.resolve("u.parquet"), 7);
    Path hard = Files.createLink(folder.resolve("hard.parquet"), file);
    Path soft = Files.createSymbolicLink(folder.resolve("soft.parquet"), file);
    assertThat(errors(ONE_NUMBER, file, hard, soft))
        .satisfiesExactly(
            error -> assertThat(error).contains("hard.parquet", "listed twice"),
            error -> assertThat(error).contains("soft.parquet", "listed twice"));
  }

  @Test
  void isNamedInErrorsAndNotItsLink() throws Exception {
    Path file = named(folder.resolve("u[1].parquet"), 7);
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 4; i < bytes.length / 3; i++) {
      bytes[i] = 0x55;
    }
    Files.write(file, bytes);
    assertThat(Results.rejected(read(ONE_NUMBER, file)))
        .extracting(LocatedError::place)
        .containsExactly(file.toString());
  }

  @Test
  void leavesNoLinkBehind() throws Exception {
    Path file = named(folder.resolve("u[1].parquet"), 7);
    table(ONE_NUMBER, file);
    assertThat(folder.resolve("spill")).isEmptyDirectory();
    assertThat(file).exists();
  }
}
