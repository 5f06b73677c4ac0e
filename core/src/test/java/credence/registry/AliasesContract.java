package credence.registry;

import static credence.registry.RegistryExamples.CHANGE;
import static credence.registry.RegistryExamples.name;
import static org.assertj.core.api.Assertions.assertThat;

import credence.assignment.AssignmentKey;
import credence.model.Alias;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract of registries: aliases and their effect on versions.
public abstract class AliasesContract extends ArtifactsContract {
  @Nested
  @DisplayName("when a challenger is given a share")
  class Challenging {
    @BeforeEach
    void publishThree() {
      publish("a", "b", "c");
    }

    @Test
    void namesItWithItsShareAndTheNumberOfTheMove() {
      MoveOutcome outcome = challenge("b", 0.1);
      assertThat(outcome.message())
          .isEqualTo("challenger is b with a share of 0.1, previously none");
      assertThat(alias(Alias.CHALLENGER))
          .isEqualTo(
              new AliasState(Alias.CHALLENGER, versions("b"), new Challenge(4, 0.1), record(4)));
      assertThat(alias(Alias.CHAMPION).versions()).containsExactly(name("a"));
    }

    @Test
    void continuesTheChallengeWhenTheShareChangesAndBeginsAnotherWithAnotherVersion() {
      challenge("b", 0.1);
      challenge("b", 0.2);
      assertThat(alias(Alias.CHALLENGER).challenge()).isEqualTo(new Challenge(4, 0.2));
      challenge("c", 0.2);
      assertThat(alias(Alias.CHALLENGER).challenge()).isEqualTo(new Challenge(6, 0.2));
      challenge("b", 0.2);
      assertThat(alias(Alias.CHALLENGER).challenge()).isEqualTo(new Challenge(7, 0.2));
    }

    @Test
    void endsTheChallengeWithAStopAndBeginsAnotherAfterIt() {
      challenge("b", 0.1);
      assertThat(registry.move(new AliasMove.StopChallenger(), CHANGE).message())
          .isEqualTo("challenger is unset, previously b");
      assertThat(alias(Alias.CHALLENGER))
          .isEqualTo(new AliasState(Alias.CHALLENGER, List.of(), null, record(5)));
      assertThat(registry.move(new AliasMove.StopChallenger(), CHANGE).message())
          .isEqualTo("challenger is already unset");
      challenge("b", 0.1);
      assertThat(alias(Alias.CHALLENGER).challenge()).isEqualTo(new Challenge(6, 0.1));
    }

    @Test
    void restoresShareAndChallengeByRollback() {
      challenge("b", 0.1);
      challenge("b", 0.5);
      registry.move(new AliasMove.StopChallenger(), CHANGE);
      assertThat(registry.rollback(Alias.CHALLENGER, CHANGE).message())
          .isEqualTo("challenger is b with a share of 0.5, previously none");
      assertThat(alias(Alias.CHALLENGER).challenge()).isEqualTo(new Challenge(4, 0.5));
      registry.rollback(Alias.CHALLENGER, CHANGE);
      assertThat(alias(Alias.CHALLENGER).challenge()).isEqualTo(new Challenge(4, 0.1));
      registry.rollback(Alias.CHALLENGER, CHANGE);
      assertThat(alias(Alias.CHALLENGER).versions()).isEmpty();
      assertThat(registry.rollback(Alias.CHALLENGER, CHANGE))
          .isEqualTo(new MoveOutcome.NothingBefore("challenger"));
    }

    @Test
    void drawsOneKeyAndKeepsIt() {
      assertThat(registry.state().assignmentKey()).isNull();
      challenge("b", 0.1);
      AssignmentKey key = reopen().state().assignmentKey();
      assertThat(key).isNotNull();
      registry.move(new AliasMove.StopChallenger(), CHANGE);
      challenge("c", 0.3);
      assertThat(reopen().state().assignmentKey()).isEqualTo(key);
    }

    @Test
    void rejectsTheChampionAsChallenger() {
      assertThat(challenge("a", 0.1)).isEqualTo(new MoveOutcome.IsChampion(name("a")));
    }

    @Test
    void keepsTheChallengeWhenTheChallengerIsPromoted() {
      challenge("b", 0.1);
      registry.promote(name("b"), CHANGE);
      assertThat(alias(Alias.CHALLENGER).versions()).containsExactly(name("b"));
      assertThat(registry.state().aliasesOf(name("b"))).containsExactly("champion", "challenger");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.5, Double.NaN})
    void rejectsAShareOutOfRange(double share) {
      assertThat(challenge("b", share).message())
          .isEqualTo("share: expected a number above 0 and at most 1");
      assertThat(records()).hasSize(3);
    }
  }

  @Nested
  @DisplayName("when shadows are named")
  class Shadowing {
    @BeforeEach
    void publishThree() {
      publish("a", "b", "c");
    }

    @Test
    void namesAnyNumberOfThemInTheOrderOfTheirNames() {
      shadow("c");
      assertThat(shadow("b").message()).isEqualTo("shadow is b, c");
      assertThat(shadows()).isEqualTo(versions("b", "c"));
      assertThat(shadow("b").message()).isEqualTo("shadow is already b, c");
    }

    @Test
    void removesOneAndRestoresItByRollback() {
      shadow("b");
      shadow("c");
      registry.move(new AliasMove.StopShadow(name("b")), CHANGE);
      assertThat(shadows()).isEqualTo(versions("c"));
      assertThat(registry.move(new AliasMove.StopShadow(name("b")), CHANGE))
          .isEqualTo(new MoveOutcome.NotNamed("shadow", name("b")));
      registry.rollback(Alias.SHADOW, CHANGE);
      assertThat(shadows()).isEqualTo(versions("b", "c"));
      registry.rollback(Alias.SHADOW, CHANGE);
      registry.rollback(Alias.SHADOW, CHANGE);
      assertThat(shadows()).isEmpty();
    }

    @Test
    void takesAWholeListInOneMove() {
      shadow("b");
      registry.move(new AliasMove.PutShadows(versions("c", "a", "c")), CHANGE);
      assertThat(shadows()).isEqualTo(versions("a", "c"));
      assertThat(records()).hasSize(5);
      registry.move(new AliasMove.PutShadows(List.of()), CHANGE);
      assertThat(shadows()).isEmpty();
    }
  }

  @Nested
  @DisplayName("when an alias is moved on a condition")
  class Conditional {
    @BeforeEach
    void publishThree() {
      publish("a", "b", "c");
    }

    @ParameterizedTest
    @EnumSource(Alias.class)
    void movesItOnlyIfItWasNotMovedInTheMeantime(Alias alias) {
      AliasMove move =
          switch (alias) {
            case Alias.CHAMPION -> new AliasMove.Promote(name("b"));
            case CHALLENGER -> new AliasMove.PutChallenger(name("b"), 0.5);
            case SHADOW -> new AliasMove.AddShadow(name("b"));
          };
      long seen = alias(alias).lastMove();
      assertThat(registry.moveIf(move, Map.of(alias, seen), CHANGE))
          .isInstanceOf(MoveOutcome.Moved.class);
      assertThat(alias(alias).lastMove()).isEqualTo(4);
      assertThat(registry.moveIf(new AliasMove.Rollback(alias), Map.of(alias, seen), CHANGE))
          .isEqualTo(new MoveOutcome.Stale(alias.text(), seen, 4));
      assertThat(records()).hasSize(4);
    }

    @Test
    void movesItAfterAMoveOfAnotherAlias() {
      long seen = alias(Alias.CHAMPION).lastMove();
      shadow("b");
      assertThat(
              registry.moveIf(
                  new AliasMove.Promote(name("b")), Map.of(Alias.CHAMPION, seen), CHANGE))
          .isInstanceOf(MoveOutcome.Moved.class);
    }

    @Test
    void rejectsItAfterAMoveOfAnAliasThatTheDecisionRestsOn() {
      long champion = alias(Alias.CHAMPION).lastMove();
      Map<Alias, Long> seen =
          Map.of(Alias.CHAMPION, champion, Alias.CHALLENGER, alias(Alias.CHALLENGER).lastMove());
      AliasMove move = new AliasMove.PutChallenger(name("a"), 0.5);
      registry.promote(name("b"), CHANGE);
      assertThat(registry.moveIf(move, seen, CHANGE))
          .isEqualTo(new MoveOutcome.Stale("champion", champion, 4));
      assertThat(alias(Alias.CHALLENGER).lastMove()).isZero();
    }

    @Test
    void rejectsItAfterAMoveThereAndBack() {
      long seen = alias(Alias.CHAMPION).lastMove();
      registry.promote(name("b"), CHANGE);
      registry.rollback(Alias.CHAMPION, CHANGE);
      assertThat(
              registry.moveIf(
                  new AliasMove.Promote(name("b")), Map.of(Alias.CHAMPION, seen), CHANGE))
          .isEqualTo(new MoveOutcome.Stale("champion", 1, 5));
    }
  }

  @Nested
  @DisplayName("when a version is retired")
  class Retiring {
    @BeforeEach
    void publishThree() {
      publish("a", "b", "c");
    }

    @Test
    void rejectsOneThatAnAliasNames() {
      challenge("b", 0.1);
      shadow("b");
      assertThat(registry.retire(name("a"), CHANGE).message())
          .isEqualTo("a is champion: promote another version first");
      assertThat(registry.retire(name("b"), CHANGE).message())
          .isEqualTo("b is challenger and shadow: stop the challenger and stop the shadow first");
      assertThat(registry.remove(name("b"), CHANGE)).isInstanceOf(NamedByAlias.class);
    }

    @Test
    void givesItNoAlias() {
      challenge("b", 0.1);
      registry.move(new AliasMove.StopChallenger(), CHANGE);
      assertThat(registry.retire(name("b"), CHANGE).message())
          .isEqualTo("b is retired; it serves only requests that name it");
      assertThat(registry.promote(name("b"), CHANGE))
          .isEqualTo(new MoveOutcome.Retired("champion", name("b")));
      assertThat(challenge("b", 0.1)).isInstanceOf(MoveOutcome.Retired.class);
      assertThat(shadow("b")).isInstanceOf(MoveOutcome.Retired.class);
      assertThat(registry.rollback(Alias.CHALLENGER, CHANGE))
          .isEqualTo(new MoveOutcome.Retired("challenger", name("b")));
    }

    @Test
    void keepsItsDocumentAndReinstatesIt() {
      registry.retire(name("b"), CHANGE);
      assertThat(reopen().state().retired()).containsExactly(name("b"));
      assertThat(registry.document(name("b"))).isInstanceOf(DocumentReading.Whole.class);
      assertThat(registry.retire(name("b"), CHANGE))
          .isEqualTo(new RetireOutcome.Unchanged(name("b"), true));
      registry.reinstate(name("b"), CHANGE);
      assertThat(reopen().state().retired()).isEmpty();
      assertThat(registry.reinstate(name("b"), CHANGE))
          .isEqualTo(new RetireOutcome.Unchanged(name("b"), false));
      assertThat(registry.promote(name("b"), CHANGE)).isInstanceOf(MoveOutcome.Moved.class);
    }

    @Test
    void forgetsThatWhenItIsRemovedAndPublishedAgain() {
      registry.retire(name("b"), CHANGE);
      registry.remove(name("b"), CHANGE);
      publish("b");
      assertThat(reopen().state().retired()).isEmpty();
    }
  }

  @Nested
  @DisplayName("in its history")
  class Recorded {
    @BeforeEach
    void publishThree() {
      publish("a", "b", "c");
    }

    @Test
    void hasTheReasonForWhichSomethingWasOverridden() {
      registry.promote(name("b"), CHANGE.overriding("the gate's interval is too wide"));
      assertThat(reopen().history().records().getLast().override())
          .contains("the gate's interval is too wide");
      assertThat(reopen().history().records().getFirst().override()).isEmpty();
    }

    @Test
    void hasEveryMoveHoweverOftenAnAliasMoves() {
      IntStream.range(0, 20).forEach(i -> challenge(i % 3 == 0 ? "b" : "c", 0.01 * (i + 1)));
      IntStream.range(0, 20).forEach(i -> registry.rollback(Alias.CHALLENGER, CHANGE));
      assertThat(alias(Alias.CHALLENGER).versions()).isEmpty();
      assertThat(reopen().state().damage()).isEmpty();
    }
  }
}
