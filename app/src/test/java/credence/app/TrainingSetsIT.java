package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import credence.app.Launched.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The training sets of a home, by commands in separate processes")
class TrainingSetsIT {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path home;

  @BeforeEach
  void writeSpec() throws IOException {
    Homes.writeSpec(home);
  }

  @Test
  void aShiftOfASetIsReportedBeforeTrainingAndTheSetGivesACandidate()
      throws IOException, SQLException {
    Homes.writeSet(home, "2025_03_31", 0, 3000, 400);
    assertThat(Homes.run(home, "train").code()).isZero();
    Homes.writeSet(home, "2025_06_30", 2000, 3000, 440);
    Files.writeString(home.resolve("training-sets/training_set_2025_07_31.parquet"), "PAR1");

    Ended list = Homes.run(home, "training-sets");
    assertThat(list.code()).as(list.err()).isZero();
    assertThat(list.out())
        .contains("training_set_2025_03_31  accepted  3,000", "training_set_2025_07_31  refused")
        .contains("score has shifted significantly since training_set_2025_03_31", "truncated");
    JsonNode json = JSON.readTree(Homes.run(home, "training-sets", "--json").out());
    assertThat(json.at("/training_sets/1/profile/contents/drifts/0/columns/1/name").asString())
        .isEqualTo("score");
    assertThat(json.at("/training_sets/2/state").asString()).isEqualTo("refused");

    Ended trained = Homes.run(home, "train", "--json");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("excluded: training set training_set_2025_07_31");
    JsonNode candidate = JSON.readTree(trained.out());
    assertThat(candidate.path("version").asString()).isEqualTo("training_set_2025_06_30");
    assertThat(candidate.path("champion").asBoolean()).isFalse();
    assertThat(
            candidate.at("/training/rows").intValue() + candidate.at("/validation/rows").intValue())
        .isEqualTo(5000);
    assertThat(Homes.run(home, "training-runs").out().lines())
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).contains("succeeded", "training_set_2025_06_30"));
  }

  @Test
  void copiesGiveVersionsWithTheSameCoefficientsAndAloneMeansAlone()
      throws IOException, SQLException {
    List<JsonNode> coefficients = new ArrayList<>();
    for (String date : List.of("2025_01_31", "2025_02_28", "2025_03_31")) {
      Homes.writeSet(home, date, 0, 1000, 400);
      Ended trained = Homes.run(home, "train", "--version", "training_set_" + date, "--json");
      assertThat(trained.code()).as(trained.err()).isZero();
      coefficients.add(JSON.readTree(trained.out()).path("coefficients"));
    }
    assertThat(coefficients).allMatch(coefficients.getFirst()::equals);

    Homes.writeSet(home, "2025_04_30", 9000, 500, 400);
    JsonNode alone =
        JSON.readTree(
            Homes.run(home, "train", "--version", "alone_2025_05_01", "--only", "--json").out());
    assertThat(alone.at("/training/rows").intValue() + alone.at("/validation/rows").intValue())
        .isEqualTo(500);
  }

  @Test
  void anOlderSetThatComesLateIsReportedAndOneThatChangedIsNotTrainedOn()
      throws IOException, SQLException {
    Homes.writeSet(home, "2025_03_31", 0, 1000, 400);
    assertThat(Homes.run(home, "train").code()).isZero();
    String before = Homes.run(home, "models").out();

    Homes.writeSet(home, "2025_01_31", 5000, 1000, 400);
    Ended list = Homes.run(home, "training-sets");
    assertThat(list.out()).contains("arrived late", "unchanged, is training_set_2025_03_31");
    assertThat(Homes.run(home, "models").out()).isEqualTo(before);

    Homes.writeSet(home, "2025_01_31", 5000, 1001, 400);
    assertThat(Homes.run(home, "training-sets").out())
        .contains("training_set_2025_01_31  changed", "restore the old file");
    Ended rejected = Homes.run(home, "train", "--version", "training_set_2025_01_31");
    assertThat(rejected.code()).isEqualTo(1);
    assertThat(rejected.err()).contains("training_set_2025_01_31: its file has changed");
    Ended without = Homes.run(home, "train", "--version", "again_2025_12_31");
    assertThat(without.code()).as(without.err()).isZero();
    assertThat(without.err()).contains("excluded: training set training_set_2025_01_31");
    String runs = Homes.run(home, "training-runs").out();
    assertThat(runs).contains("failed", "succeeded");
  }

  @Test
  void whatCanNotBeTrainedIsRejectedWithWhatToDo() {
    Ended empty = Homes.run(home, "train");
    assertThat(empty.code()).isEqualTo(1);
    assertThat(empty.err())
        .contains(
            "training sets: expected a set that can be used for training: there is none; add a file"
                + " to the home's training-sets");
    Ended mixed = Homes.run(home, "train", "--only", "--data", "x.parquet");
    assertThat(mixed.code()).isEqualTo(2);
    assertThat(mixed.err()).contains("cannot be combined with --data");
    assertThat(Homes.run(home, "training-sets").out())
        .contains("its name needs one date, as in accounts_2025-03-31.parquet, .csv or .csv.gz");
    assertThat(Homes.run(home, "training-runs", "show", "nothing").code()).isEqualTo(1);
  }
}
