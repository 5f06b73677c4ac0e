package credence.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import credence.document.ModelDocument;
import credence.evaluation.InputImportance;
import credence.model.LogisticModel;
import credence.model.ModelVersion;
import credence.model.ModelVersion.InputReference;
import credence.model.ModelVersion.ValueScale;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A training records")
class InputImportanceOfTrainingTest extends TrainedTables {
  private static final String COLUMNS =
      """
      DATE '2020-01-01' + i::INTEGER AS applied, i % 50 = 0 AS rare,
      (i % 4)::INTEGER AS visits, CASE WHEN i % 5 = 0 THEN NULL ELSE (i % 7) * 1000.5 END AS amount,
      ['a', 'b', 'c'][1 + (hash(i + 7) % 3)::INTEGER] AS plan""";

  private ModelVersion version(Path set) {
    return trained(
        spec(
            """
            application-date: applied
            features:
              x: {type: number, transform: {log: true, clip: [0.5, 8]}}
              rare: {type: boolean}
              visits: {type: number}
              amount: {type: number, missing: median}
              plan: {type: category}
            split: {method: out-of-time, share: 0.25}
            """),
        set);
  }

  @Test
  @DisplayName("the importance of each input on the held-out rows, as served")
  void importance() throws SQLException {
    Path set = applicants("t.parquet", COLUMNS);
    ModelVersion version = version(set);
    List<Double> weights = ((LogisticModel) version.model()).coefficients();
    List<InputImportance> importance = Objects.requireNonNull(version.evaluation().importance());
    assertThat(importance)
        .extracting(InputImportance::input)
        .containsExactly("x", "rare", "visits", "amount", "plan");
    // The newest quarter of the applications is held out.
    String heldOut = " FROM '" + set + "' WHERE id >= 3000";
    double median = query("SELECT quantile_disc(amount, 0.5) FROM '" + set + "' WHERE id < 3000");
    List<String> encoded =
        List.of(
            "ln(greatest(0.5, least(8, x)))",
            "rare::INTEGER",
            "visits",
            "coalesce(amount, " + median + ")");
    for (int i = 0; i < encoded.size(); i++) {
      assertThat(importance.get(i).deviation())
          .as(encoded.get(i))
          .isPositive()
          .isCloseTo(
              query("SELECT stddev_pop(" + weights.get(i) + " * " + encoded.get(i) + ")" + heldOut),
              within(1e-9));
    }
    List<String> columns = ((LogisticModel) version.model()).columnNames();
    String level = columns.get(4).substring("plan=".length());
    String other = columns.get(5).substring("plan=".length());
    assertThat(importance.get(4).deviation())
        .isCloseTo(
            query(
                "SELECT stddev_pop(CASE plan WHEN '%s' THEN %s WHEN '%s' THEN %s ELSE 0 END)"
                        .formatted(level, weights.get(4), other, weights.get(5))
                    + heldOut),
            within(1e-9));
  }

  @Test
  @DisplayName("the scale of each number on the training side, and both survive in the document")
  void scales() throws SQLException {
    ModelVersion version = version(applicants("t.parquet", COLUMNS));
    assertThat(scale(version, "visits")).isEqualTo(new ValueScale(0, 2, true, 2.0));
    assertThat(scale(version, "amount"))
        .isEqualTo(new ValueScale(1000.5, 5 * 1000.5, false, 3 * 1000.5 - 1000.5));
    assertThat(scale(version, "rare")).isNull();
    assertThat(scale(version, "plan")).isNull();
    assertThat(((ModelDocument.Read) ModelDocument.read(ModelDocument.write(version))).version())
        .isEqualTo(version);
  }

  private static @Nullable ValueScale scale(ModelVersion version, String input) {
    for (InputReference reference : version.references().inputs()) {
      if (reference.input().equals(input)) {
        return reference.scale();
      }
    }
    throw new AssertionError(input);
  }

  @Test
  @DisplayName("the median of the values that differ from the most frequent one, if most are equal")
  void rare() {
    double[] values = new double[100];
    values[97] = 1;
    values[98] = 300;
    values[99] = 400;
    assertThat(ReferenceFit.scale(values)).isEqualTo(new ValueScale(0, 0, true, 300.0));
    assertThat(ReferenceFit.scale(new double[] {2.5}))
        .isEqualTo(new ValueScale(2.5, 2.5, false, null));
    assertThat(ReferenceFit.scale(new double[0])).isNull();
  }
}
