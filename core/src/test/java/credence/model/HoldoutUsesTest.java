package credence.model;

import static org.assertj.core.api.Assertions.assertThat;

import credence.document.HoldoutUsesDocument;
import credence.document.StoredDocument;
import credence.model.HoldoutUses.CustomerSample;
import credence.model.HoldoutUses.Use;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The number of versions compared on the same customers")
class HoldoutUsesTest {
  private static final long MOVE = 7;

  private HoldoutUses uses = HoldoutUses.NONE;

  @Test
  void isOneForAVersionThatWasNotCompared() {
    assertThat(count("b")).isEqualTo(1);
  }

  @Test
  void countsEachVersionOnceAndTheChampionNever() {
    use("b", "a", customers(0, 100));
    use("b", "a", customers(0, 100));
    use("c", "a", customers(50, 150));
    use("a", "d", customers(50, 150));
    assertThat(count("b")).isEqualTo(3);
    assertThat(count("c")).isEqualTo(3);
  }

  @Test
  void countsBothVersionsOfAComparisonWithoutTheChampion() {
    use("b", "c", customers(0, 100));
    use("d", "a", customers(0, 100));
    assertThat(count("d")).isEqualTo(3);
  }

  @Test
  void leavesOutVersionsComparedOnOtherCustomers() {
    use("b", "a", customers(0, 100));
    use("c", "a", customers(100, 200));
    assertThat(count("b")).isEqualTo(1);
    use("b", "a", customers(100, 200));
    assertThat(count("b")).as("compared on both").isEqualTo(2);
  }

  @Test
  void countsVersionsWhoseCustomersAreUnknown() {
    use("b", "a", null);
    use("c", "a", customers(0, 100));
    assertThat(count("b")).isEqualTo(2);
    assertThat(count("c")).isEqualTo(2);
    assertThat(count("never compared")).isEqualTo(3);
  }

  @Test
  void beginsAnewWhenAnotherVersionBecomesChampion() {
    use("b", "a", customers(0, 100));
    uses = uses.with(new Use(MOVE + 1, name("c"), name("b"), customers(0, 100)));
    assertThat(uses.versionsCompared(name("c"), name("b"), MOVE + 1)).isEqualTo(1);
  }

  @Test
  void isNotReducedByARollback() {
    use("b", "a", customers(0, 100));
    use("c", "a", customers(0, 100));
    uses = uses.with(new Use(MOVE + 1, name("d"), name("b"), customers(0, 100)));
    assertThat(uses.versionsCompared(name("c"), name("a"), MOVE + 2)).isEqualTo(2);
    uses = uses.with(new Use(MOVE + 2, name("e"), name("a"), customers(0, 100)));
    assertThat(uses.versionsCompared(name("e"), name("a"), MOVE + 2)).isEqualTo(3);
  }

  @Test
  void isNeverTooSmallHoweverManyThereAre() {
    for (int i = 0; i < 1_100; i++) {
      use("v" + i, "a", customers(1_000 * i, 1_000 * i + 10));
    }
    assertThat(uses.uses()).hasSize(1_100);
    assertThat(count("v1099")).as("the customers of the first hundred are dropped").isEqualTo(101);
    assertThat(uses.uses().getLast().customers()).isNotNull();
  }

  @Test
  void isUnknownIfTheHashesOfASampleAreNone() {
    use("b", "a", new CustomerSample(1, 2));
    String document = new String(HoldoutUsesDocument.write(uses), StandardCharsets.UTF_8);
    assertThat(document).contains(base64(1, 2));
    for (String wrong : List.of("?", base64(2, 1))) {
      assertThat(
              HoldoutUsesDocument.read(
                  document.replace(base64(1, 2), wrong).getBytes(StandardCharsets.UTF_8)))
          .as(wrong)
          .isInstanceOf(StoredDocument.Unreadable.class);
    }
  }

  private static String base64(long first, long second) {
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(16).putLong(first).putLong(second).array());
  }

  @Test
  void readsBackAsItWasWritten() {
    use("b", "a", customers(0, 5_000));
    use("c", "a", null);
    assertThat(HoldoutUsesDocument.read(HoldoutUsesDocument.write(uses)))
        .isEqualTo(new StoredDocument.Read<>(uses));
  }

  /// Of two groups of up to a hundred thousand customers, two in a hundred of the larger are in
  /// both.
  @Test
  void findsOverlapsOfLargeGroups() {
    long seed = Long.getLong("credence.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      int large = 2_000 + random.nextInt(98_000);
      int small = large / 50 + random.nextInt(large / 2);
      CustomerSample first = customers(0, large);
      uses = HoldoutUses.NONE;
      use("b", "a", first);
      use("c", "a", customers(large - large / 50, large - large / 50 + small));
      use("d", "a", customers(large, large + small));
      assertThat(count("b")).as("seed %d, %d and %d customers", seed, large, small).isEqualTo(2);
    }
  }

  private void use(String candidate, String champion, @Nullable CustomerSample customers) {
    uses = uses.with(new Use(MOVE, name(candidate), name(champion), customers));
  }

  private long count(String version) {
    return uses.versionsCompared(name(version), name("a"), MOVE);
  }

  private static VersionName name(String text) {
    return new VersionName(text.replace(' ', '_'));
  }

  /// The hashes of customers by the finaliser of SplitMix64.
  private static CustomerSample customers(int from, int to) {
    return CustomerSample.of(
        LongStream.range(from, to)
            .map(customer -> customer * 0x9e3779b97f4a7c15L)
            .map(z -> (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L)
            .map(z -> (z ^ z >>> 27) * 0x94d049bb133111ebL)
            .map(z -> z ^ z >>> 31));
  }
}
