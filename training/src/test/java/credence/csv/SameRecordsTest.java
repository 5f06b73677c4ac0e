package credence.csv;

import static org.assertj.core.api.Assertions.assertThat;

import credence.engine.FileSchema;
import credence.model.ModelSpec.CsvFormat;
import credence.model.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Of a file that the check accepts, the engine reads")
class SameRecordsTest {
  private static final int FILES = 400;

  /// Pieces of which cells consist, some of them only allowed in quotes or not allowed anywhere.
  private static final String[] PIECES = {
    "a",
    "1",
    " ",
    "é",
    "\uD83D\uDE00",
    "'",
    "\\",
    "#",
    "\t",
    ";",
    "\u0000",
    "\ufeff",
    "--",
    "NULL",
    ",",
    "\n",
    "\r\n",
    "\r",
    "\"\"",
    "\""
  };

  private static final int PLAIN_PIECES = 14;

  @TempDir private Path folder;

  /// A cell that is valid most of the time.
  private static String cell(Random random) {
    boolean quoted = random.nextInt(3) == 0;
    int kinds = random.nextInt(60) == 0 ? PIECES.length : quoted ? PIECES.length - 1 : PLAIN_PIECES;
    StringBuilder cell = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      cell.append(PIECES[random.nextInt(kinds)]);
    }
    return quoted ? "\"" + cell + "\"" : cell.toString();
  }

  private static String text(Random random) {
    StringBuilder text =
        new StringBuilder(random.nextBoolean() ? "\ufeffx,y,z\n" : "\"x\",y,z\r\n");
    for (int i = random.nextInt(9); i > 0; i--) {
      text.append(cell(random)).append(',').append(cell(random)).append(',').append(cell(random));
      text.append(i == 1 && random.nextBoolean() ? "" : random.nextBoolean() ? "\n" : "\r\n");
    }
    return text + (random.nextInt(5) == 0 ? "\n\r\n" : "");
  }

  private static List<List<@Nullable String>> checked(String text) throws IOException {
    byte[] bytes = text.replaceFirst("^\ufeff", "").getBytes(StandardCharsets.UTF_8);
    CsvRecords records = new CsvRecords(new ByteArrayInputStream(bytes), ',');
    List<List<@Nullable String>> rows = new ArrayList<>();
    while (records.next()) {
      List<@Nullable String> row = new ArrayList<>();
      for (int i = 0; i < records.cells(); i++) {
        boolean missing = records.from(i) == records.to(i) && !records.isQuoted(i);
        row.add(missing ? null : records.string(i));
      }
      if (!records.isBlank()) {
        rows.add(row);
      }
    }
    return rows.subList(1, rows.size());
  }

  private static List<List<@Nullable String>> read(
      Connection connection, Path file, CsvContents contents) throws SQLException {
    FileSchema schema = FileSchema.ofCsv(contents, CsvFormat.UNSPECIFIED, false);
    String columns =
        schema.columns().stream().map(FileSchema.Column::sql).collect(Collectors.joining(", "));
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT %s, %s FROM %s".formatted(columns, schema.rowNumber(), schema.fromFile()))) {
      statement.setString(1, file.toString());
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          List<@Nullable String> row = new ArrayList<>();
          for (int i = 1; i <= 3; i++) {
            row.add(found.getString(i));
          }
          assertThat(found.getLong(4)).isEqualTo(rows.size());
          rows.add(row);
        }
      }
    }
    return rows;
  }

  @Test
  void theSameRecordsAndCells() throws IOException, SQLException {
    long seed = new Random().nextLong();
    System.out.println("SameRecordsTest: seed " + seed);
    Random random = new Random(seed);
    int accepted = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      for (int i = 0; i < FILES; i++) {
        String text = text(random);
        Path file = Files.writeString(folder.resolve("t.csv"), text);
        if (CsvCheck.check(file, CsvFormat.UNSPECIFIED, List.of(), _ -> true)
            instanceof Result.Value<CsvContents>(CsvContents contents)) {
          accepted++;
          List<List<@Nullable String>> rows = checked(text);
          assertThat(contents.rows()).isEqualTo(rows.size());
          assertThat(read(connection, file, contents)).as("%s", text).isEqualTo(rows);
        }
      }
    }
    assertThat(accepted).isGreaterThan(FILES / 4);
  }
}
