package credence.assignment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credence.hashing.SipHash24;
import java.util.SplittableRandom;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The assignment of applicants to a challenger")
class ShareAssignmentTest {
  private static final AssignmentKey KEY =
      AssignmentKey.of("0123456789abcdef0fedcba987654321").orElseThrow();
  private static final int IDS = 20_000;

  private static boolean isChallengers(ShareAssignment assignment, String id) {
    byte[] around = ("\"" + id + "\"").getBytes(UTF_8);
    return assignment.isChallengers(around, 1, around.length - 1);
  }

  private static ShareAssignment assignment(SplittableRandom random, double share) {
    AssignmentKey key = new AssignmentKey(random.nextLong(), random.nextLong());
    return new ShareAssignment(key, random.nextLong(1, 1_000), share);
  }

  /// Typical ids of customers: consecutive numbers, which a weak hash would not spread.
  private static String id(int number) {
    return Integer.toString(1_000_000 + number);
  }

  /// Reference: SipHash-2-4 after its authors' paper and SHA-256 of Python's hashlib.
  @ParameterizedTest(name = "challenge {0}, id {1}")
  @CsvSource({
    "5, 8db4206f-8878-174d-7a23-dd2c4f4ef5a0, 0.0402901506171669",
    "5, 17, 0.8389507555515601",
    "6, 17, 0.6155752932883161",
    "5, Zoë, 0.7000223388700049"
  })
  void isTheSameOnEveryMachineAndInEveryBuild(long challenge, String id, double u) {
    ShareAssignment above = new ShareAssignment(KEY, challenge, Math.nextUp(u));
    ShareAssignment at = new ShareAssignment(KEY, challenge, u);

    assertThat(isChallengers(above, id)).isTrue();
    assertThat(isChallengers(at, id)).isFalse();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void givesTheChallengerItsShare(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SoftAssertions softly = new SoftAssertions();
    for (double share : new double[] {0.001, 0.01, 0.1, 0.5, 0.9, 1}) {
      ShareAssignment assignment = assignment(random, share);
      int challengers = 0;
      for (int i = 0; i < IDS; i++) {
        challengers += isChallengers(assignment, id(i)) ? 1 : 0;
      }
      // Five standard deviations: of 30 draws none is outside but once in 50,000 times.
      double deviation = Math.sqrt(IDS * share * (1 - share));
      softly
          .assertThat((double) challengers)
          .as("share %s", share)
          .isBetween(IDS * share - 5 * deviation, IDS * share + 5 * deviation);
    }
    softly.assertAll();
  }

  /// The Kolmogorov–Smirnov test with the distance that is exceeded once in a thousand times.
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {6, 7, 8})
  void drawsTheNumbersOfApplicantsUniformly(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    AssignmentKey key = new AssignmentKey(random.nextLong(), random.nextLong());
    int shares = 400;
    double greatest = 0;
    for (int step = 1; step < shares; step++) {
      double share = (double) step / shares;
      ShareAssignment assignment = new ShareAssignment(key, 7, share);
      int challengers = 0;
      for (int i = 0; i < 5_000; i++) {
        challengers += isChallengers(assignment, id(i)) ? 1 : 0;
      }
      greatest = Math.max(greatest, Math.abs(challengers / 5_000.0 - share));
    }
    assertThat(greatest).isLessThan(1.95 / Math.sqrt(5_000));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13})
  void onlyMovesApplicantsToTheChallengerWhenTheShareIsRaised(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int pair = 0; pair < 20; pair++) {
      double low = random.nextDouble(0.001, 0.9);
      double high = random.nextDouble(low, 1);
      AssignmentKey key = new AssignmentKey(random.nextLong(), random.nextLong());
      ShareAssignment before = new ShareAssignment(key, 7, low);
      ShareAssignment after = new ShareAssignment(key, 7, high);
      for (int i = 0; i < 2_000; i++) {
        if (isChallengers(before, id(i))) {
          assertThat(isChallengers(after, id(i))).as("%s to %s, id %s", low, high, id(i)).isTrue();
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {21, 22, 23})
  void saysNothingOfTheTrainingSplitNorOfAnotherChallenge(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    AssignmentKey key = new AssignmentKey(random.nextLong(), random.nextLong());
    ShareAssignment challenge = new ShareAssignment(key, 7, 0.5);
    ShareAssignment next = new ShareAssignment(key, 8, 0.5);
    SipHash24 split = SipHash24.forSeed("credence split", seed);
    int heldOut = 0;
    int both = 0;
    int bothChallenges = 0;
    for (int i = 0; i < IDS; i++) {
      boolean challenger = isChallengers(challenge, id(i));
      boolean validation = split.fraction(id(i)) < 0.25;
      heldOut += validation ? 1 : 0;
      both += validation && challenger ? 1 : 0;
      bothChallenges += challenger && isChallengers(next, id(i)) ? 1 : 0;
    }
    assertThat((double) both).isBetween(heldOut / 2.0 - 180, heldOut / 2.0 + 180);
    assertThat((double) bothChallenges).isBetween(IDS / 4.0 - 310, IDS / 4.0 + 310);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.0000000000000002, Double.NaN, Double.POSITIVE_INFINITY})
  void hasNoOtherShareThanOneAboveZeroAndAtMostOne(double share) {
    assertThat(ShareAssignment.isShare(share)).isFalse();
    assertThatThrownBy(() -> new ShareAssignment(KEY, 1, share))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasAKeyThatIsKeptAsTextAndNotShown() {
    AssignmentKey key = AssignmentKey.random();
    assertThat(AssignmentKey.of(key.text())).contains(key);
    assertThat(AssignmentKey.random()).isNotEqualTo(key);
    assertThat(key.toString()).doesNotContain(key.text());
    assertThat(AssignmentKey.of("0123")).isEmpty();
  }
}
