package credence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Cross-validation")
class CrossValidationTest {

  @Test
  void givesTheMeanAndTheDeviationBetweenFolds() {
    CrossValidation result = CrossValidation.of(List.of(0.5, 0.6, 0.7));
    assertThat(result.folds()).isEqualTo(3);
    assertThat(result.meanAuc()).isCloseTo(0.6, within(1e-15));
    assertThat(result.deviationBetweenFolds()).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void leavesOutFoldsOfOneClass() {
    CrossValidation result = CrossValidation.of(Arrays.asList(0.5, null, 0.7));
    assertThat(result.meanAuc()).isCloseTo(0.6, within(1e-15));
    assertThat(result.foldAucs()).containsExactly(0.5, null, 0.7);
    CrossValidation single = CrossValidation.of(Arrays.asList(0.5, null));
    assertThat(single.meanAuc()).isEqualTo(0.5);
    assertThat(single.deviationBetweenFolds()).isNull();
    assertThat(CrossValidation.of(Arrays.asList(null, null)).meanAuc()).isNull();
  }

  @Test
  void needsTwoFolds() {
    assertThatThrownBy(() -> CrossValidation.of(List.of(0.5)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
