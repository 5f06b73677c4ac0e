package credence.splitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credence.exercise.Exercise;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NumpyRandomStateTest {
  @Test
  @DisplayName("Permutations are numpy's")
  void permutations() {
    assertThat(new NumpyRandomState(1).permutation(10))
        .containsExactly(2, 9, 6, 4, 0, 3, 1, 7, 8, 5);
    assertThat(Arrays.copyOf(new NumpyRandomState(2018).permutation(1257), 20))
        .containsExactly(
            451, 1190, 402, 609, 676, 875, 1172, 510, 376, 843, 1000, 375, 1033, 1140, 920, 679,
            1188, 0, 89, 771);
    assertThat(new NumpyRandomState(NumpyRandomState.SEED_MAX).permutation(12))
        .containsExactly(6, 5, 7, 2, 4, 3, 1, 11, 0, 8, 9, 10);
    assertThat(new NumpyRandomState(0).permutation(1)).containsExactly(0);
    assertThat(new NumpyRandomState(0).permutation(0)).isEmpty();
  }

  @Test
  @DisplayName("A long permutation is numpy's at every position")
  void longPermutation() {
    int[] order = new NumpyRandomState(3).permutation(100_000);
    long checksum = 0;
    for (int i = 0; i < order.length; i++) {
      checksum += (long) order[i] * i % 1_000_003;
    }

    assertThat(checksum).isEqualTo(49_960_560_587L);
  }

  @Test
  @DisplayName("The exercise's golden vectors are reproduced")
  void exerciseVectors() {
    JsonNode golden = Exercise.reference().get("numpy_random_state");
    int[] expected =
        golden.get("seed_42_permutation_100").valueStream().mapToInt(JsonNode::asInt).toArray();

    assertThat(new NumpyRandomState(42).permutation(100)).containsExactly(expected);
  }

  @Test
  @DisplayName("choice without replacement is the beginning of a permutation")
  void choice() {
    assertThat(new NumpyRandomState(5).choice(20, 5)).containsExactlyInAnyOrder(2, 5, 12, 17, 19);
    assertThatThrownBy(() -> new NumpyRandomState(5).choice(20, 21))
        .hasMessageContaining("21 of 20");
  }

  @Test
  @DisplayName("A seed whose stream would differ from numpy's is rejected")
  void seeds() {
    assertThatThrownBy(() -> new NumpyRandomState(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new NumpyRandomState(0x8000_0000L)).hasMessageContaining("2147483647");
  }
}
