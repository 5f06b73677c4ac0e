package credence.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import credence.comparison.PromotionCheck;
import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.AliasMove;
import credence.registry.Change;
import credence.registry.HistoryRecord;
import credence.registry.ModelRegistry;
import credence.registry.MoveOutcome;
import credence.registry.RegistryLimits;
import credence.registry.directory.DirectoryRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PromotionTest {
  private static final VersionName A = new VersionName("a");
  private static final VersionName B = new VersionName("b");
  private static final VersionName C = new VersionName("c");
  private static final Change CHANGE = new Change("ada", "better");

  @TempDir private Path home;
  private ModelRegistry registry;
  private Promotion promotion;
  private final List<VersionName> checked = new ArrayList<>();
  private List<String> reasonsAgainst = List.of();
  private boolean overridable = true;
  private Runnable duringCheck = () -> {};

  @BeforeEach
  void publishThreeVersionsWhoseFirstIsChampion() {
    registry = new DirectoryRegistry(home);
    for (VersionName name : List.of(A, B, C)) {
      registry.publish(name, name.text().getBytes(StandardCharsets.UTF_8), CHANGE);
    }
    promotion =
        new Promotion(
            registry,
            version -> {
              checked.add(version);
              long championMove = lastMove(Alias.CHAMPION);
              duringCheck.run();
              return new PromotionCheck(
                  reasonsAgainst, overridable, List.of("needs income"), championMove);
            });
  }

  static Stream<AliasMove> movesThatGiveBTraffic() {
    return Stream.of(new AliasMove.Promote(B), new AliasMove.PutChallenger(B, 0.1));
  }

  static Stream<AliasMove> otherMoves() {
    return Stream.of(
        new AliasMove.AddShadow(B),
        new AliasMove.PutShadows(List.of(B)),
        new AliasMove.StopChallenger(),
        new AliasMove.Rollback(Alias.CHALLENGER));
  }

  @Nested
  @DisplayName("A move that gives a version traffic")
  class ThatGivesTraffic {
    @ParameterizedTest
    @MethodSource("credence.promotion.PromotionTest#movesThatGiveBTraffic")
    void goesAheadWhenTheCheckPasses(AliasMove move) {
      assertMoved(move(move));
      assertThat(checked).containsExactly(B);
      assertThat(newest().override()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("credence.promotion.PromotionTest#movesThatGiveBTraffic")
    void changesNothingWhenTheCheckFails(AliasMove move) {
      reasonsAgainst = List.of("gate auc-min failed", "gate rows-min failed");
      assertThat(move(move))
          .isEqualTo(new Promotion.CheckFailed(reasonsAgainst, true, List.of("needs income")));
      assertThat(registry.history().records()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("credence.promotion.PromotionTest#movesThatGiveBTraffic")
    void recordsWhatItOverrides(AliasMove move) {
      reasonsAgainst = List.of("gate auc-min failed", "gate rows-min failed");
      assertMoved(promotion.move(move, OptionalLong.empty(), true, CHANGE));
      assertThat(newest().override()).contains("gate auc-min failed; gate rows-min failed");
    }

    @ParameterizedTest
    @MethodSource("credence.promotion.PromotionTest#movesThatGiveBTraffic")
    void changesNothingIfTheVersionCouldNotServeRequestsInSpiteOfAnOverride(AliasMove move) {
      reasonsAgainst = List.of("the document is damaged");
      overridable = false;
      assertThat(promotion.move(move, OptionalLong.empty(), true, CHANGE))
          .isEqualTo(new Promotion.CheckFailed(reasonsAgainst, false, List.of("needs income")));
      assertThat(registry.history().records()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("credence.promotion.PromotionTest#movesThatGiveBTraffic")
    void recordsAsManyCharactersOfWhatItOverridesAsTheHistoryTakes(AliasMove move) {
      reasonsAgainst = List.of("x".repeat(100_000));
      assertMoved(promotion.move(move, OptionalLong.empty(), true, CHANGE));
      assertThat(newest().override().orElseThrow())
          .hasSize(RegistryLimits.DEFAULT.detailCharactersMax())
          .endsWith("x…");
    }

    @ParameterizedTest
    @MethodSource("credence.promotion.PromotionTest#movesThatGiveBTraffic")
    void isStaleWhenTheChampionMovedDuringTheCheck(AliasMove move) {
      duringCheck = () -> registry.promote(C, CHANGE);
      assertStale(move(move), Alias.CHAMPION);
      assertThat(registry.state().version(Alias.CHAMPION)).contains(C);
    }

    @ParameterizedTest
    @MethodSource("credence.promotion.PromotionTest#movesThatGiveBTraffic")
    void isStaleWhenTheAliasIsNotWhereTheCallerSawIt(AliasMove move) {
      assertStale(promotion.move(move, OptionalLong.of(7), false, CHANGE), move.alias());
      assertThat(registry.history().records()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("credence.promotion.PromotionTest#movesThatGiveBTraffic")
    void isStaleEvenIfItOverrides(AliasMove move) {
      reasonsAgainst = List.of("gate auc-min failed");
      duringCheck = () -> registry.promote(C, CHANGE);
      assertStale(promotion.move(move, OptionalLong.empty(), true, CHANGE), Alias.CHAMPION);
    }

    @Test
    void isStaleWhenAnotherChallengerCameDuringTheCheck() {
      duringCheck = () -> registry.move(new AliasMove.PutChallenger(C, 0.5), CHANGE);
      assertStale(move(new AliasMove.PutChallenger(B, 0.1)), Alias.CHALLENGER);
      assertThat(registry.state().version(Alias.CHALLENGER)).contains(C);
    }

    @Test
    void isStaleWhenTheChampionMovedAlthoughTheChallengerIsWhereTheCallerSawIt() {
      duringCheck = () -> registry.promote(C, CHANGE);
      AliasMove move = new AliasMove.PutChallenger(B, 0.1);
      assertStale(promotion.move(move, OptionalLong.of(0), false, CHANGE), Alias.CHAMPION);
    }

    @Test
    void doesNotMindAChallengeThatBeganWhileItsChampionWasChecked() {
      duringCheck = () -> registry.move(new AliasMove.PutChallenger(C, 0.5), CHANGE);
      assertMoved(move(new AliasMove.Promote(B)));
    }
  }

  @Nested
  @DisplayName("Any other move")
  class Other {
    @BeforeEach
    void challengeTwice() {
      registry.move(new AliasMove.PutChallenger(C, 0.5), CHANGE);
      registry.move(new AliasMove.PutChallenger(B, 0.5), CHANGE);
      reasonsAgainst = List.of("gate auc-min failed");
    }

    @ParameterizedTest
    @MethodSource("credence.promotion.PromotionTest#otherMoves")
    void isNotChecked(AliasMove move) {
      assertMoved(move(move));
      assertThat(checked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("credence.promotion.PromotionTest#otherMoves")
    void goesAheadFromWhereTheCallerSawTheAlias(AliasMove move) {
      OptionalLong seen = OptionalLong.of(lastMove(move.alias()));
      assertMoved(promotion.move(move, seen, false, CHANGE));
      assertStale(promotion.move(move, seen, false, CHANGE), move.alias());
    }
  }

  private Promotion.Outcome move(AliasMove move) {
    return promotion.move(move, OptionalLong.empty(), false, CHANGE);
  }

  private long lastMove(Alias alias) {
    return registry.state().alias(alias).lastMove();
  }

  private HistoryRecord newest() {
    return registry.history().records().getLast();
  }

  private static void assertMoved(Promotion.Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Promotion.Decided.class,
            decided -> assertThat(decided.move()).isInstanceOf(MoveOutcome.Moved.class));
  }

  private static void assertStale(Promotion.Outcome outcome, Alias alias) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Promotion.Decided.class,
            decided ->
                assertThat(decided.move())
                    .isInstanceOfSatisfying(
                        MoveOutcome.Stale.class,
                        stale -> assertThat(stale.alias()).isEqualTo(alias.text())));
  }
}
