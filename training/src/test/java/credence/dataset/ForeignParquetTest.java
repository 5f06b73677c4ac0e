package credence.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import credence.dataset.ParquetScoring.Scored;
import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Feature.UnseenLevel;
import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelSpec.CsvFormat;
import credence.model.NumberEncoding;
import credence.model.Result;
import credence.model.VersionName;
import credence.results.Results;
import credence.scoring.ServingPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Of a parquet file of another writer")
class ForeignParquetTest extends TrainingTableReading {
  private static final ModelSpec OF_ANY_USE =
      Tables.spec(
          """
          id: id
          target: {column: y}
          features:
            x: {type: number, missing: 0}
            flag: {type: boolean, missing: false}
            level: {type: category, missing: none}
          groups: [region]
          application-date: applied
          """);

  private Path file() {
    return folder.resolve("t.parquet");
  }

  @Test
  void columnsWithoutATypeAreMissingValuesForAnyUse() throws IOException {
    TrainingTable table =
        table(
            OF_ANY_USE,
            HandMadeParquet.ofOutcomes()
                .nothing("x")
                .nothing("flag")
                .nothing("level")
                .nothing("region")
                .nothing("applied")
                .write(file()));
    assertThat(table.rows()).isEqualTo(HandMadeParquet.ROWS);
    for (String feature : List.of("x", "flag", "level")) {
      assertThat(table.feature(feature).missing()).as(feature).isEqualTo(HandMadeParquet.ROWS);
    }
    assertThat(table.levels("level")).isEmpty();
    assertThat(table.group("region").texts()).isEmpty();
    assertThat(Objects.requireNonNull(table.applicationDays()).missing())
        .isEqualTo(HandMadeParquet.ROWS);
  }

  @Test
  void anIdWithoutATypeIsMissingInEachRow() throws IOException {
    Path file =
        new HandMadeParquet()
            .nothing("id")
            .longs("y", row -> row % 2)
            .longs("x", row -> row)
            .write(file());
    assertThat(errors(ONE_NUMBER, file)).singleElement().asString().contains("20 rows have none");
  }

  @Test
  void aColumnWithoutATypeIsScoredAsMissing() throws IOException, SQLException {
    Path in = new HandMadeParquet().nothing("id").nothing("x").write(file());
    Path out = folder.resolve("out.parquet");
    LogisticModel model =
        new LogisticModel(
            List.of(new NumberEncoding("x", 2.0, null, false, null)), -1, List.of(1.));
    assertThat(Results.value(score(model, "id", in, out)))
        .extracting(Scored::rows, Scored::rejected)
        .containsExactly((long) HandMadeParquet.ROWS, 0L);
    assertThat(
            Tables.texts(
                "SELECT DISTINCT id || '' IS NULL, round(prediction, 4) FROM '" + out + "'"))
        .containsExactly("true 0.7311");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nanosecondsAreDatesInUtcWithAZoneAndWithoutAndAreNotRoundedUp(boolean zone)
      throws IOException {
    long first = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.parse("1969-12-29T00:00:00Z")) - 1;
    Path file =
        HandMadeParquet.ofOutcomes()
            .longs("x", row -> row)
            .longs("flag", row -> row % 2)
            .longs("level", row -> row)
            .nanos("region", zone, row -> 0)
            .nanos("applied", zone, row -> first + row * 86_400_000_000_000L)
            .write(file());
    NumberColumn days = Objects.requireNonNull(table(OF_ANY_USE, file).applicationDays());
    for (int row = 0; row < HandMadeParquet.ROWS; row++) {
      assertThat(days.get(row)).isEqualTo(row - 4);
    }
  }

  @Test
  void mapsOfKeysAreNamedAsUnsupportedAndNotAsDamage() throws IOException {
    assertUnsupported(
        HandMadeParquet.ofOutcomes().longs("x", row -> row).keysOnly("tags").bytes(),
        "column tags has maps of keys without values");
  }

  @Test
  void encryptionOfColumnsIsNamedAsUnsupportedAndNotAsDamage() throws IOException {
    assertUnsupported(HandMadeParquet.ofOutcomes().encrypted("x").bytes(), "encryption");
  }

  @ParameterizedTest
  @ValueSource(ints = {HandMadeParquet.ROWS - 1, HandMadeParquet.ROWS + 1})
  void anotherNumberOfRowsThanThatOfTheFooterIsDamage(int rows) throws IOException {
    Path file =
        HandMadeParquet.ofOutcomes().longs("x", row -> 7).withRowsInFooter(rows).write(file());
    assertThat(errors(ONE_NUMBER, file))
        .singleElement()
        .asString()
        .contains("t.parquet", "damaged", "do not have the number of rows in its footer");
  }

  @Test
  void anEncryptedColumnThatIsNotReadDoesNotMatter() throws IOException {
    TrainingTable table =
        table(
            ONE_NUMBER,
            HandMadeParquet.ofOutcomes().longs("x", row -> 7).encrypted("secret").write(file()));
    assertThat(table.feature("x").get(3)).isEqualTo(7);
  }

  @Test
  void encryptionOfTheFooterIsNamedAsUnsupportedAndNotAsDamage() throws IOException {
    byte[] bytes = HandMadeParquet.ofOutcomes().longs("x", row -> row).bytes();
    byte[] magic = "PARE".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(magic, 0, bytes, 0, magic.length);
    System.arraycopy(magic, 0, bytes, bytes.length - magic.length, magic.length);
    assertUnsupported(bytes, "encryption");
  }

  @Test
  void aFileWithoutColumnsIsNamedAsUnsupportedAndNotAsDamaged() throws IOException {
    assertUnsupported(new HandMadeParquet().bytes(), "a file without columns");
  }

  private void assertUnsupported(byte[] bytes, String words) throws IOException {
    assertThat(errors(ONE_NUMBER, Files.write(file(), bytes)))
        .singleElement()
        .asString()
        .contains("t.parquet", words, "not supported")
        .doesNotContain("damaged");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aPageThatDoesNotMatchItsStoredChecksumIsDamage(int column) throws IOException {
    byte[] bytes =
        new HandMadeParquet()
            .withChecksums()
            .longs("id", row -> row)
            .longs("y", row -> 1)
            .longs("x", row -> row)
            .bytes();
    assertThat(table(ONE_NUMBER, Files.write(file(), bytes)).rows()).isEqualTo(20);
    int page = HandMadeParquet.ROWS * Long.BYTES;
    int footerBytes =
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
    int footer = bytes.length - 8 - footerBytes;
    int header = (footer - 4) / 3 - page;
    bytes[4 + column * (header + page) + header + 9 * Long.BYTES] ^= 1;
    assertThat(errors(ONE_NUMBER, Files.write(file(), bytes)))
        .singleElement()
        .asString()
        .contains("damaged", "does not match its checksum");
  }

  @Test
  void aPageWithoutAChecksumIsNotChecked() throws IOException {
    byte[] bytes = HandMadeParquet.ofOutcomes().longs("x", row -> 7).bytes();
    assertThat(table(ONE_NUMBER, Files.write(file(), bytes)).feature("x").get(3)).isEqualTo(7);
  }

  /// Files of pyarrow beside the repository, with the columns cid, x, b and c.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "b_nulltype",
        "c_dict",
        "c_large",
        "id_string_view",
        "id_uint64",
        "x_dec256",
        "x_float16",
        "x_nulltype"
      })
  void eachTypeOfPyarrowIsScored(String name) throws SQLException {
    Path in = Path.of("..", "..", "shared", "cases", name + ".parquet");
    Assumptions.assumeTrue(
        Files.exists(in), () -> "the files of pyarrow are not beside the repository: " + in);
    Path out = folder.resolve("out.parquet");
    LogisticModel model =
        new LogisticModel(
            List.of(
                new NumberEncoding("x", 2.0, null, false, null),
                new BooleanEncoding("b", false),
                new CategoryEncoding("c", "A", List.of("A", "B", "C"), UnseenLevel.REJECT)),
            -1,
            List.of(0.25, 0.5, 1.0, 2.0));
    assertThat(Results.value(score(model, "cid", in, out)))
        .extracting(Scored::rows, Scored::rejected)
        .containsExactly(3L, 0L);
    assertThat(Tables.texts("SELECT cid FROM '" + out + "'"))
        .isEqualTo(Tables.texts("SELECT cid FROM '" + in + "'"));
    String x = name.equals("x_nulltype") ? "2.0" : "coalesce(x::VARCHAR::DOUBLE, 2)";
    String b = name.equals("b_nulltype") ? "0" : "coalesce(b::INTEGER, 0)";
    String z =
        "(-1 + 0.25 * " + x + " + 0.5 * " + b + " + (c = 'B')::INTEGER + 2 * (c = 'C')::INTEGER)";
    assertThat(Tables.texts("SELECT round(prediction, 6) FROM '" + out + "'"))
        .isEqualTo(Tables.texts("SELECT round(1 / (1 + exp(-" + z + ")), 6) FROM '" + in + "'"));
  }

  private Result<Scored> score(LogisticModel model, String id, Path in, Path out) {
    return new ParquetScoring(
            new ServingPlan.Member(new VersionName("v"), model),
            Map.of(),
            id,
            CsvFormat.UNSPECIFIED,
            Double::toString,
            Tables.limits(folder))
        .score(in, out, ReadProgress.SILENT);
  }
}
