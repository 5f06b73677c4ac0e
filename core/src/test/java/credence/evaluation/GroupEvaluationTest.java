package credence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The evaluation by group")
class GroupEvaluationTest {

  private static final List<String> LEVELS = List.of("none", "rare", "most", "some", "scarce");

  private final Sample sample = Samples.repeated(new Random(51), 400, 150, 30);
  private final int[] levelOfRow =
      IntStream.range(0, 400)
          .map(row -> row < 5 ? 1 : row < 9 ? 4 : row % 3 == 0 ? 3 : 2)
          .toArray();

  @Test
  void measuresEachGroupAsASampleOfItsOwnTheLargestFirst() {
    List<GroupEvaluation> groups = GroupEvaluation.of("region", sample, levelOfRow, LEVELS, 10);
    assertThat(groups)
        .extracting(GroupEvaluation::level)
        .containsExactly("most", "some", "rare", "scarce");
    int[] rows = IntStream.range(0, 400).filter(row -> levelOfRow[row] == 3).toArray();
    Evaluation alone = Evaluation.of(sample.select(rows));
    GroupEvaluation some = groups.get(1);
    assertThat(some.column()).isEqualTo("region");
    assertThat(some.balance()).isEqualTo(alone.balance());
    assertThat(some.auc()).isEqualTo(alone.auc());
    assertThat(some.logLoss()).isEqualTo(alone.logLoss());
    assertThat(some.brier()).isEqualTo(alone.brier());
    assertThat(some.observedToExpected()).isEqualTo(alone.calibration().observedToExpected());
    double mean = Arrays.stream(rows).mapToDouble(sample::probability).average().orElseThrow();
    assertThat(some.meanPredicted()).isCloseTo(mean, within(1e-12));
  }

  @Test
  void poolsTheSmallestGroupsBeyondTheLimit() {
    List<GroupEvaluation> groups = GroupEvaluation.of("region", sample, levelOfRow, LEVELS, 3);
    assertThat(groups)
        .extracting(GroupEvaluation::level)
        .containsExactly("most", "some", GroupEvaluation.OTHER);
    assertThat(groups.getLast().balance().rows()).isEqualTo(9);
    assertThat(groups.stream().mapToLong(group -> group.balance().rows()).sum()).isEqualTo(400);
  }

  @Test
  void aGroupOfOneClassHasNoArea() {
    Sample two =
        Samples.distinct(
            new double[] {0.1, 0.2, 0.3, 0.4}, new boolean[] {false, false, true, false});
    List<GroupEvaluation> groups =
        GroupEvaluation.of("sex", two, new int[] {0, 0, 1, 1}, List.of("f", "m"), 9);
    assertThat(groups.getFirst().auc()).isNull();
    assertThat(groups.getLast().auc()).isNotNull();
  }

  @Test
  void rejectsCodesThatNameNoLevel() {
    assertThatThrownBy(() -> GroupEvaluation.of("sex", sample, new int[400], List.of(), 9))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GroupEvaluation.of("sex", sample, new int[3], LEVELS, 9))
        .hasMessageContaining("3 codes for 400 rows");
  }
}
