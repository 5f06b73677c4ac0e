package credence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A result")
class ResultTest {
  private static final LocatedError ERROR = new LocatedError("a", "expected a number");
  private static final LocatedError OTHER_ERROR = new LocatedError("b", "expected a date");
  private static final LocatedError FAILURE = new LocatedError("disk", "expected room");

  private static final Result<Integer> REJECTED = new Result.Rejected<>(List.of(ERROR));
  private static final Result<Integer> ALSO_REJECTED = new Result.Rejected<>(List.of(OTHER_ERROR));
  private static final Result<Integer> FAILED = new Result.Failed<>(List.of(FAILURE));
  private static final Result<Integer> CANCELLED = new Result.Cancelled<>();

  @Test
  void ofValuesIsTheirListInOrder() {
    assertThat(Result.all(List.of(Result.of(1), Result.of(2)))).isEqualTo(Result.of(List.of(1, 2)));
    assertThat(Result.all(List.of())).isEqualTo(Result.of(List.of()));
  }

  @Test
  void keepsTheErrorsOfAllParts() {
    assertThat(Result.all(List.of(REJECTED, Result.of(1), ALSO_REJECTED)))
        .isEqualTo(new Result.Rejected<>(List.of(ERROR, OTHER_ERROR)));
    assertThat(REJECTED.and(ALSO_REJECTED, Integer::sum))
        .isEqualTo(new Result.Rejected<>(List.of(ERROR, OTHER_ERROR)));
    assertThat(Result.of(1).and(ALSO_REJECTED, Integer::sum)).isEqualTo(ALSO_REJECTED);
    assertThat(REJECTED.and(Result.of(1), Integer::sum)).isEqualTo(REJECTED);
  }

  @Test
  void namesFailuresBeforeErrorsAndBothBeforeACancellation() {
    assertThat(Result.all(List.of(REJECTED, CANCELLED, FAILED)))
        .isEqualTo(new Result.Failed<>(List.of(FAILURE, ERROR)));
    assertThat(CANCELLED.and(REJECTED, Integer::sum)).isEqualTo(REJECTED);
    assertThat(REJECTED.and(FAILED, Integer::sum))
        .isEqualTo(new Result.Failed<>(List.of(FAILURE, ERROR)));
    assertThat(CANCELLED.and(Result.of(1), Integer::sum)).isEqualTo(CANCELLED);
    assertThat(Result.of(1).and(CANCELLED, Integer::sum)).isEqualTo(CANCELLED);
  }

  @Test
  void isCombinedOnlyOfValues() {
    assertThat(Result.of(1).and(Result.of(2), Integer::sum)).isEqualTo(Result.of(3));
  }

  @Test
  void isContinuedOnlyWithAValue() {
    assertThat(Result.of(1).then(value -> Result.of(value + 1))).isEqualTo(Result.of(2));
    assertThat(Result.of(1).then(_ -> REJECTED)).isEqualTo(REJECTED);
    for (Result<Integer> without : List.of(REJECTED, FAILED, CANCELLED)) {
      Result<Integer> next =
          without.map(
              _ -> {
                throw new AssertionError("continued without a value");
              });
      assertThat(next).isEqualTo(without);
      assertThat(without.stream()).isEmpty();
    }
  }

  @Test
  void ofACheckHasAValueOnlyWithoutErrors() {
    assertThat(Result.of(1, List.of())).isEqualTo(Result.of(1));
    assertThat(Result.of(1, List.of(ERROR))).isEqualTo(REJECTED);
    assertThat(Result.rejected("a", "expected a number")).isEqualTo(REJECTED);
  }

  @Test
  void withoutAValueNamesAReason() {
    assertThatThrownBy(() -> new Result.Rejected<>(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Result.Failed<>(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsManyErrorsInOrder() {
    List<Result<Integer>> many =
        IntStream.range(0, 100)
            .mapToObj(i -> Result.<Integer>rejected("place " + i, "expected another"))
            .toList();
    Result<Integer> chained =
        many.stream().reduce(Result.of(0), (sum, next) -> sum.and(next, Integer::sum));
    assertThat(chained).isInstanceOf(Result.Rejected.class);
    assertThat(((Result.Rejected<Integer>) chained).errors())
        .extracting(LocatedError::place)
        .containsExactlyElementsOf(
            Stream.iterate(0, i -> i + 1).limit(100).map(i -> "place " + i).toList());
  }
}
