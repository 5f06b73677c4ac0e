package credence.splitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credence.exercise.Exercise;
import credence.results.Results;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SplitTest {
  @Nested
  @DisplayName("A numpy split")
  class Numpy {
    @Test
    @DisplayName("gives the exercise's 853 and 404 rows, 129 and 49 of them defaults")
    void exercise() throws Exception {
      List<Exercise.Row> rows = Exercise.rows();
      long[] index = rows.stream().mapToLong(Exercise.Row::index).toArray();
      JsonNode drawn = Exercise.reference().get("split").get("drawn_index_values_first10");

      Split split = new NumpySplit(1, 0.25).byIndex(index);

      assertThat(split.count(Side.TRAINING)).isEqualTo(853);
      assertThat(split.count(Side.VALIDATION)).isEqualTo(404);
      assertThat(defaults(split, rows, Side.TRAINING)).isEqualTo(129);
      assertThat(defaults(split, rows, Side.VALIDATION)).isEqualTo(49);
      int[] order = new NumpyRandomState(1).choice(1257, 314);
      for (int i = 0; i < 10; i++) {
        assertThat(index[order[i]]).isEqualTo(drawn.get(i).asLong());
      }
    }

    private long defaults(Split split, List<Exercise.Row> rows, Side side) {
      return IntStream.range(0, rows.size())
          .filter(row -> split.side(row) == side && rows.get(row).defaulted())
          .count();
    }

    @Test
    @DisplayName("by an index with duplicates selects every row of a drawn value")
    void repeatedIndex() {
      long[] index = {7, 7, 8, 8, 9, 9, 10, 10};
      Split split = new NumpySplit(1, 0.25).byIndex(index);

      // RandomState(1).permutation(8)[:2] is [7, 2]: the values 10 and 8.
      assertThat(sides(split)).isEqualTo("TTVVTTVV");
    }

    @Test
    @DisplayName("by position is one by the index 0, 1, 2 …")
    void positions() {
      long[] index = IntStream.range(0, 1000).asLongStream().toArray();
      NumpySplit split = new NumpySplit(42, 0.3);

      assertThat(sides(split.byPosition(1000))).isEqualTo(sides(split.byIndex(index)));
      assertThat(split.byPosition(1000).count(Side.VALIDATION)).isEqualTo(300);
    }

    @Test
    @DisplayName("with a share or seed out of range is rejected")
    void ranges() {
      assertThatThrownBy(() -> new NumpySplit(1, 1)).hasMessageContaining("below 1");
      assertThatThrownBy(() -> new NumpySplit(1, Double.NaN)).hasMessageContaining("NaN");
      assertThatThrownBy(() -> new NumpySplit(-1, 0.5)).hasMessageContaining("-1");
    }
  }

  @Nested
  @DisplayName("A split by id")
  class ById {
    @Test
    @DisplayName("puts an id on the same side wherever it appears")
    void sameSideEverywhere() {
      long seed = 20261;
      SplittableRandom random = new SplittableRandom(seed);
      SplitById split = new SplitById(9, 0.25);
      for (int customer = 0; customer < 3_000; customer++) {
        String id = "c" + random.nextInt(1_000_000);
        String table = "x".repeat(random.nextInt(100)) + id + "y".repeat(random.nextInt(100));
        byte[] bytes = table.getBytes(StandardCharsets.UTF_8);
        int from = table.indexOf(id);
        assertThat(split.side(bytes, from, from + id.length()))
            .as("seed %d", seed)
            .isEqualTo(SidesOfIds.of(new SplitById(9, 0.25), id));
      }
    }

    @Test
    @DisplayName(
        "selects approximately the share of the ids, and only adds ids if the share is raised")
    void share() {
      SplitById quarter = new SplitById(9, 0.25);
      SplitById third = new SplitById(9, 0.33);
      int validating = 0;
      for (int i = 0; i < 100_000; i++) {
        if (SidesOfIds.of(quarter, "c" + i) == Side.VALIDATION) {
          validating++;
          assertThat(SidesOfIds.of(third, "c" + i)).isEqualTo(Side.VALIDATION);
        }
      }

      assertThat(validating).isBetween(24_400, 25_600);
    }
  }

  @Nested
  @DisplayName("Folds")
  class CrossValidation {
    @Test
    @DisplayName("are even, also on the training side of a split with the same seed")
    void even() {
      Folds folds = new Folds(9, 5);
      SplitById split = new SplitById(9, 0.25);
      int[] all = new int[5];
      int[] training = new int[5];
      for (int i = 0; i < 100_000; i++) {
        byte[] id = ("c" + i).getBytes(StandardCharsets.UTF_8);
        int fold = folds.fold(id, 0, id.length);
        all[fold]++;
        training[fold] += SidesOfIds.of(split, "c" + i) == Side.TRAINING ? 1 : 0;
      }

      assertThat(IntStream.of(all)).allSatisfy(n -> assertThat(n).isBetween(19_400, 20_600));
      assertThat(IntStream.of(training)).allSatisfy(n -> assertThat(n).isBetween(14_400, 15_600));
    }

    @Test
    @DisplayName("are at least two")
    void count() {
      assertThatThrownBy(() -> new Folds(1, 1)).hasMessageContaining("at least 2 folds");
    }
  }

  @Nested
  @DisplayName("An out-of-time split")
  class OutOfTime {
    @Test
    @DisplayName("validates on the newest rows and excludes those without a date")
    void newest() {
      int[] days = {5, 1, OutOfTimeSplit.DATE_UNKNOWN, 4, 2, 3};

      assertThat(sides(Results.value(new OutOfTimeSplit(0.4).split(days)))).isEqualTo("VTNVTT");
    }

    @Test
    @DisplayName("never splits a day, at any share")
    void wholeDays() {
      long seed = 77;
      int[] days = new SplittableRandom(seed).ints(500, -20, 20).toArray();
      for (double share = 0.05; share < 0.9; share += 0.05) {
        Split split = Results.value(new OutOfTimeSplit(share).split(days));
        int newestTraining = newest(split, days, Side.TRAINING);
        int oldestValidation =
            -newest(split, IntStream.of(days).map(d -> -d).toArray(), Side.VALIDATION);

        assertThat(newestTraining)
            .as("seed %d, share %f", seed, share)
            .isLessThan(oldestValidation);
        assertThat(split.count(Side.VALIDATION)).isGreaterThanOrEqualTo((int) (500 * share));
      }
    }

    private int newest(Split split, int[] days, Side side) {
      return IntStream.range(0, days.length)
          .filter(row -> split.side(row) == side)
          .map(row -> days[row])
          .max()
          .orElseThrow();
    }

    @Test
    @DisplayName("of one day, or without dates, is rejected with what to do")
    void rejected() {
      assertThat(rejection(3, 3, 3)).contains("oldest", "split by id");
      assertThat(rejection(OutOfTimeSplit.DATE_UNKNOWN)).contains("no row");
    }

    private static String rejection(int... days) {
      return Results.rejected(new OutOfTimeSplit(0.2).split(days)).getFirst().expected();
    }

    @Test
    @DisplayName("counts the customers on both sides, each once")
    void customersOnBothSides() {
      int[] days = {1, 2, 3, 3, 1, 3};
      long[] customers = {-4, 8, -4, -4, 9, 9};
      Split split = Results.value(new OutOfTimeSplit(0.5).split(days));

      assertThat(split.customersOnBothSides(row -> customers[row])).isEqualTo(2);
      assertThat(split.customersOnBothSides(row -> row)).isZero();
    }
  }

  private static String sides(Split split) {
    StringBuilder sides = new StringBuilder();
    for (int row = 0; row < split.rows(); row++) {
      sides.append(split.side(row).name().charAt(0));
    }
    return sides.toString();
  }
}
