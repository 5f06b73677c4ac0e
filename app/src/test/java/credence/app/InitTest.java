package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The command init")
class InitTest {
  @TempDir private Path folder;
  private Path data;
  private Path spec;

  @BeforeEach
  void write() throws SQLException {
    data = folder.resolve("loans 2025-03-31.parquet");
    spec = folder.resolve("spec.yaml");
    try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = engine.createStatement()) {
      statement.execute(
          """
          COPY (SELECT 'c' || i AS client, (hash(i) %% 100) / 10.0 AS burden, 1 + (hash(i, 1) %% 4 = 0)::INT AS class
            FROM range(1000) t(i)) TO '%s' (FORMAT parquet)"""
              .formatted(data));
    }
  }

  private Launched.Ended init(String... options) {
    String[] words = new String[options.length + 2];
    words[0] = "init";
    words[1] = data.toString();
    System.arraycopy(options, 0, words, 2, options.length);
    return Homes.execute(folder.resolve("home"), words);
  }

  @Test
  void writesASpecThatTrainsAndNamesTheCommand() throws IOException {
    Launched.Ended drafted = init("--spec", spec.toString());
    assertThat(drafted.code()).as(drafted.err()).isZero();
    assertThat(drafted.out())
        .isEqualTo(
            """
            wrote %1$s
            next: check the lines with CHECK, and train:
              ./credence train --data '%2$s' --spec %1$s --version NAME
            """
                .formatted(spec, data));
    assertThat(Files.readString(spec))
        .contains("id: client", "default: [2]", "burden: {type: number");
    Launched.Ended trained =
        Homes.execute(
            folder.resolve("home"),
            "train",
            "--data",
            data.toString(),
            "--spec",
            spec.toString(),
            "--version",
            "first");
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  @Test
  void printsTheSameSpecWithoutAFileAndDoesNotCreateAHome() throws IOException {
    assertThat(init("--spec", spec.toString()).code()).isZero();
    Launched.Ended printed = init();
    assertThat(printed.out()).isEqualTo(Files.readString(spec));
    assertThat(printed.err()).contains("next: write it to a file with --spec spec.yaml");
    assertThat(folder.resolve("home")).doesNotExist();
  }

  @Test
  void draftsASpecWithoutAnIdWhoseResultsDoNotSpeakOfClusters() throws IOException, SQLException {
    Path rows = folder.resolve("rows.parquet");
    try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = engine.createStatement()) {
      statement.execute(
          "COPY (SELECT burden, class FROM '%s') TO '%s' (FORMAT parquet)".formatted(data, rows));
    }
    Path home = folder.resolve("home");
    Launched.Ended drafted =
        Homes.execute(home, "init", rows.toString(), "--spec", spec.toString());
    assertThat(drafted.code()).as(drafted.err()).isZero();
    Launched.Ended trained =
        Homes.execute(
            home,
            "train",
            "--data",
            rows.toString(),
            "--spec",
            spec.toString(),
            "--version",
            "first");
    assertThat(trained.code()).as(trained.err()).isZero();
    Launched.Ended shown = Homes.execute(home, "models", "show", "first");
    assertThat((trained.out() + shown.out()).replaceAll("\\s+", " "))
        .contains(
            "Intervals are computed with each row as a different customer.",
            "standard errors, computed with each row as a different customer, at the",
            "of all bins together, computed with each row as a different customer: ")
        .doesNotContain("clustered by customer");
  }

  @Test
  void neverReplacesAFile() throws IOException {
    Files.writeString(spec, "mine");
    Launched.Ended ended = init("--spec", spec.toString());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("expected a new file; delete this one or choose another name");
    assertThat(spec).hasContent("mine");
    assertThat(init("--spec", data.toString()).code()).isEqualTo(1);
  }

  @Test
  void saysHowToChooseAnOutcomeThatCannotBeFound() {
    Launched.Ended ended = init("--target", "burden");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("column burden: expected an outcome with two values");
    assertThat(spec).doesNotExist();
  }
}
