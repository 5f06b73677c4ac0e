package credence.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHash24Test {
  @ParameterizedTest
  @DisplayName("The authors' test vectors: key 00..0f, message 00, 01, 02 … of each length")
  @CsvSource({
    "0, 726fdb47dd0e0e31",
    "1, 74f839c593dc67fd",
    "7, ab0200f58b01d137",
    "8, 93f5f5799a932462",
    "9, 9e0082df0ba9e4b0",
    "15, a129ca6149be45e5",
    "16, 3f2acc7f57c29bdb",
    "63, 958a324ceb064572"
  })
  void referenceVectors(int length, String expected) {
    byte[] message = new byte[length];
    for (int i = 0; i < length; i++) {
      message[i] = (byte) i;
    }
    SipHash24 hash = new SipHash24(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    assertThat(Long.toHexString(hash.hash(message))).isEqualTo(expected);
  }

  @Test
  @DisplayName("A text is hashed as UTF-8 with the key derived from its purpose and seed")
  void keyFromSeed() {
    SipHash24 hash = SipHash24.forSeed("split", 7);

    assertThat(Long.toHexString(hash.hash("Zoë-42"))).isEqualTo("e83098bc56848eec");
    assertThat(hash.fraction("Zoë-42")).isEqualTo(0.9069915256318543);
  }

  @Test
  @DisplayName("Another purpose or seed gives an uncorrelated hash")
  void purposesAreIndependent() {
    SipHash24 split = SipHash24.forSeed("split", 7);
    SipHash24 folds = SipHash24.forSeed("folds", 7);
    SipHash24 otherSeed = SipHash24.forSeed("split", 8);
    int ids = 40_000;
    int bothPurposes = 0;
    int bothSeeds = 0;
    for (int id = 0; id < ids; id++) {
      boolean low = split.fraction("id-" + id) < 0.5;
      bothPurposes += low && folds.fraction("id-" + id) < 0.5 ? 1 : 0;
      bothSeeds += low && otherSeed.fraction("id-" + id) < 0.5 ? 1 : 0;
    }

    assertThat(bothPurposes / (double) ids).isCloseTo(0.25, Offset.offset(0.01));
    assertThat(bothSeeds / (double) ids).isCloseTo(0.25, Offset.offset(0.01));
  }

  @Test
  @DisplayName("Fractions are in [0, 1) and spread evenly")
  void fractionsAreUniform() {
    SipHash24 hash = SipHash24.forSeed("split", new SplittableRandom(11).nextLong());
    int[] tenths = new int[10];
    for (int id = 0; id < 100_000; id++) {
      double fraction = hash.fraction(Integer.toString(id));
      assertThat(fraction).isGreaterThanOrEqualTo(0).isLessThan(1);
      tenths[(int) (fraction * 10)]++;
    }

    for (int count : tenths) {
      assertThat(count).isBetween(9_500, 10_500);
    }
  }
}
