package credence.evaluation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import credence.evaluation.distribution.ChiSquare;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The population stability index")
class PopulationStabilityTest {

  @Test
  void isTheTextbooksFigureWhereNoBinIsEmpty() {
    PopulationStability psi = psi(List.of(50L, 30L, 20L), 30, 30, 40);
    double expected = -0.2 * Math.log(0.3 / 0.5) + 0.2 * Math.log(0.4 / 0.2);
    assertThat(psi.value()).isCloseTo(expected, within(1e-15));
    assertThat(psi.bins()).isEqualTo(3);
    double excess = 1e-4 * (1 / 0.4 + 1 / 0.3 + 1 / 0.3);
    double r = excess / (0.02 * 2);
    double limit = 0.02 * (2 * (1 + 1.2 * r) + (9.210340371976184 - 2) * Math.sqrt(1 + 5 * r));
    assertThat(psi.noDriftLimit()).isCloseTo(limit, within(1e-12));
    assertThat(psi.beyondChance()).isTrue();
  }

  @Test
  void isZeroForTheSameShares() {
    PopulationStability psi = psi(List.of(50L, 30L, 20L), 5, 3, 2);
    assertThat(psi.value()).isZero();
    assertThat(psi.beyondChance()).isFalse();
  }

  @Test
  void countsAnEmptyBinAsHalfARow() {
    PopulationStability psi = psi(List.of(90L, 10L, 0L), 100, 0, 0);
    double expected = 0.1 * Math.log(1 / 0.9) + (0.005 - 0.1) * Math.log(0.005 / 0.1);
    assertThat(psi.value()).isCloseTo(expected, within(1e-15));
    assertThat(psi.bins()).isEqualTo(2);
  }

  @Test
  void ofASingleBinIsZeroAndNeverBeyondChance() {
    PopulationStability psi = psi(List.of(0L, 7L), 0, 9);
    assertThat(psi).isEqualTo(new PopulationStability(0, 0, 1));
    assertThat(psi.beyondChance()).isFalse();
  }

  @Test
  void isUndefinedWithoutRowsAndRejectsOtherBins() {
    LevelHistogram reference = reference(List.of(3L, 4L));
    assertThat(PopulationStability.of(reference, new long[2], 0)).isNull();
    assertThat(PopulationStability.of(reference(List.of(0L, 0L)), new long[] {1, 1}, 2)).isNull();
    assertThatThrownBy(() -> PopulationStability.of(reference, new long[3], 1))
        .hasMessageContaining("3 counts for 2 bins");
    assertThatThrownBy(() -> PopulationStability.of(reference, new long[] {1, 1}, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0} degrees of freedom, probability {1}")
  @CsvSource({
    "1, 0.99, 6.634896601021213",
    "2, 0.99, 9.21034037197618",
    "3, 0.95, 7.814727903251179",
    "9, 0.99, 21.66599433346194",
    "10, 0.5, 9.34181776559197",
    "100, 0.99, 135.80672317102676",
  })
  void usesTheQuantilesOfTheChiSquareDistribution(
      int degrees, double probability, double quantile) {
    assertThat(ChiSquare.quantile(probability, degrees))
        .isCloseTo(quantile, within(quantile * 1e-11));
  }

  @Test
  void findsTheQuantileOfManyDegreesOfFreedom() {
    double quantile = ChiSquare.quantile(0.99, 20_000);
    double cube = 1 - 2.0 / 180_000 + 2.3263478740408408 * Math.sqrt(2.0 / 180_000);
    assertThat(quantile).isCloseTo(20_000 * Math.pow(cube, 3), within(0.05));
  }

  @Test
  void ofManyLevelsStillFindsALevelThatMoves() {
    int levels = 1_000;
    Random random = new Random(85);
    List<String> names = IntStream.range(0, levels).mapToObj(level -> "level " + level).toList();
    LevelHistogram reference =
        LevelHistogram.of(names, 20_000, _ -> random.nextInt(levels), 1_000, 20_000);

    long[] moved =
        reference.count(names, 5_000, row -> row % 10 == 0 ? 17 : random.nextInt(levels));

    assertThat(requireNonNull(PopulationStability.of(reference, moved, 5_000)).beyondChance())
        .isTrue();
  }

  private static List<String> levels(int bins) {
    return IntStream.range(0, bins - 2).mapToObj(i -> "level " + i).toList();
  }

  private static LevelHistogram reference(List<Long> counts) {
    long rows = counts.stream().mapToLong(Long::longValue).sum();
    return new LevelHistogram(levels(counts.size()), counts, rows);
  }

  private static PopulationStability psi(List<Long> before, long... now) {
    double rows = Arrays.stream(now).sum();
    return requireNonNull(PopulationStability.of(reference(before), now, rows));
  }
}
