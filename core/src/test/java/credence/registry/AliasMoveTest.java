package credence.registry;

import static credence.registry.RegistryHome.CHANGE;
import static credence.registry.RegistryHome.name;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credence.assignment.AssignmentKey;
import credence.hashing.Sha256;
import credence.model.Alias;
import credence.model.VersionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A registry's aliases")
class AliasMoveTest {
  @TempDir Path temp;
  private RegistryHome home;
  private DirectoryRegistry registry;

  @BeforeEach
  void publishThree() {
    home = new RegistryHome(temp.resolve("home")).with("a", "b", "c");
    registry = home.registry();
  }

  private MoveOutcome challenge(String version, double share) {
    return registry.move(new AliasMove.PutChallenger(name(version), share), CHANGE);
  }

  private MoveOutcome shadow(String version) {
    return registry.move(new AliasMove.AddShadow(name(version)), CHANGE);
  }

  /// As another process, or the same after a restart, sees it.
  private AliasState alias(Alias alias) {
    return home.registry().state().alias(alias);
  }

  private HistoryRecord record(int sequence) {
    return registry.history().records().get(sequence - 1);
  }

  private List<VersionName> shadows() {
    return alias(Alias.SHADOW).versions();
  }

  private static List<VersionName> versions(String... names) {
    return Arrays.stream(names).map(RegistryHome::name).toList();
  }

  @Nested
  @DisplayName("that give a challenger its share")
  class Challenging {
    @Test
    void nameItWithItsShareAndTheNumberOfTheMove() {
      MoveOutcome outcome = challenge("b", 0.1);
      assertThat(outcome.message()).isEqualTo("challenger is b with a share of 0.1, was none");
      assertThat(alias(Alias.CHALLENGER))
          .isEqualTo(
              new AliasState(Alias.CHALLENGER, versions("b"), new Challenge(4, 0.1), record(4)));
      assertThat(alias(Alias.CHAMPION).versions()).containsExactly(name("a"));
    }

    @Test
    void continueTheChallengeWhenTheShareChangesAndBeginAnotherWithAnotherVersion() {
      challenge("b", 0.1);
      challenge("b", 0.2);
      assertThat(alias(Alias.CHALLENGER).challenge()).isEqualTo(new Challenge(4, 0.2));
      challenge("c", 0.2);
      assertThat(alias(Alias.CHALLENGER).challenge()).isEqualTo(new Challenge(6, 0.2));
      challenge("b", 0.2);
      assertThat(alias(Alias.CHALLENGER).challenge()).isEqualTo(new Challenge(7, 0.2));
    }

    @Test
    void endWithAStopAndBeginAnewAfterIt() {
      challenge("b", 0.1);
      assertThat(registry.move(new AliasMove.StopChallenger(), CHANGE).message())
          .isEqualTo("challenger is none, was b");
      assertThat(alias(Alias.CHALLENGER))
          .isEqualTo(new AliasState(Alias.CHALLENGER, List.of(), null, record(5)));
      assertThat(registry.move(new AliasMove.StopChallenger(), CHANGE).message())
          .isEqualTo("challenger is none already");
      challenge("b", 0.1);
      assertThat(alias(Alias.CHALLENGER).challenge()).isEqualTo(new Challenge(6, 0.1));
    }

    @Test
    void comeBackWithShareAndChallengeWhenRolledBack() {
      challenge("b", 0.1);
      challenge("b", 0.5);
      registry.move(new AliasMove.StopChallenger(), CHANGE);
      assertThat(registry.rollback(Alias.CHALLENGER, CHANGE).message())
          .isEqualTo("challenger is b with a share of 0.5, was none");
      assertThat(alias(Alias.CHALLENGER).challenge()).isEqualTo(new Challenge(4, 0.5));
      registry.rollback(Alias.CHALLENGER, CHANGE);
      assertThat(alias(Alias.CHALLENGER).challenge()).isEqualTo(new Challenge(4, 0.1));
      registry.rollback(Alias.CHALLENGER, CHANGE);
      assertThat(alias(Alias.CHALLENGER).versions()).isEmpty();
      assertThat(registry.rollback(Alias.CHALLENGER, CHANGE))
          .isEqualTo(new MoveOutcome.NothingBefore("challenger"));
    }

    @Test
    void drawOneKeyForTheRegistryAndKeepIt() {
      assertThat(registry.state().assignmentKey()).isNull();
      challenge("b", 0.1);
      AssignmentKey key = home.registry().state().assignmentKey();
      assertThat(key).isNotNull();
      registry.move(new AliasMove.StopChallenger(), CHANGE);
      challenge("c", 0.3);
      assertThat(home.registry().state().assignmentKey()).isEqualTo(key);

      RegistryHome other = new RegistryHome(temp.resolve("other")).with("a", "b");
      other.registry().move(new AliasMove.PutChallenger(name("b"), 0.1), CHANGE);
      assertThat(other.registry().state().assignmentKey()).isNotNull().isNotEqualTo(key);
    }

    @Test
    void doNotLetTheChampionChallengeItself() {
      assertThat(challenge("a", 0.1)).isEqualTo(new MoveOutcome.IsChampion(name("a")));
    }

    @Test
    void stayWhenTheChallengerIsPromoted() {
      challenge("b", 0.1);
      registry.promote(name("b"), CHANGE);
      assertThat(alias(Alias.CHALLENGER).versions()).containsExactly(name("b"));
      assertThat(registry.state().aliasesOf(name("b"))).containsExactly("champion", "challenger");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.5, Double.NaN})
    void refuseAShareThatIsNone(double share) {
      assertThat(challenge("b", share).message())
          .isEqualTo("share: expected a number above 0 and at most 1");
      assertThat(registry.history().records()).hasSize(3);
    }
  }

  @Nested
  @DisplayName("that name shadows")
  class Shadowing {
    @Test
    void nameAnyNumberOfThemInTheOrderOfTheirNames() {
      shadow("c");
      assertThat(shadow("b").message()).isEqualTo("shadow is b, c");
      assertThat(shadows()).isEqualTo(versions("b", "c"));
      assertThat(shadow("b").message()).isEqualTo("shadow is b, c already");
    }

    @Test
    void forgetOneAndComeBackByRollback() {
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
    void takeAWholeListInOneMove() {
      shadow("b");
      registry.move(new AliasMove.PutShadows(versions("c", "a", "c")), CHANGE);
      assertThat(shadows()).isEqualTo(versions("a", "c"));
      assertThat(registry.history().records()).hasSize(5);
      registry.move(new AliasMove.PutShadows(List.of()), CHANGE);
      assertThat(shadows()).isEmpty();
    }
  }

  @Nested
  @DisplayName("moved on a condition")
  class Conditional {
    @ParameterizedTest
    @EnumSource(Alias.class)
    void moveOnlyIfNobodyMovedThemInBetween(Alias alias) {
      AliasMove move =
          switch (alias) {
            case CHAMPION -> new AliasMove.Promote(name("b"));
            case CHALLENGER -> new AliasMove.PutChallenger(name("b"), 0.5);
            case SHADOW -> new AliasMove.AddShadow(name("b"));
          };
      long seen = alias(alias).lastMove();
      assertThat(registry.moveIf(move, Map.of(alias, seen), CHANGE))
          .isInstanceOf(MoveOutcome.Moved.class);
      assertThat(alias(alias).lastMove()).isEqualTo(4);
      assertThat(registry.moveIf(new AliasMove.Rollback(alias), Map.of(alias, seen), CHANGE))
          .isEqualTo(new MoveOutcome.Stale(alias.text(), seen, 4));
      assertThat(registry.history().records()).hasSize(4);
    }

    @Test
    void areNotStaleBecauseAnotherAliasMoved() {
      long seen = alias(Alias.CHAMPION).lastMove();
      shadow("b");
      assertThat(
              registry.moveIf(
                  new AliasMove.Promote(name("b")), Map.of(Alias.CHAMPION, seen), CHANGE))
          .isInstanceOf(MoveOutcome.Moved.class);
    }

    @Test
    @DisplayName("are stale when another alias moved on which the decision rests")
    void restOnAnother() {
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
    void areStaleAfterAMoveThereAndBack() {
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
  @DisplayName("and the versions that are retired")
  class Retiring {
    @Test
    void keepAVersionFromBeingRetired() {
      challenge("b", 0.1);
      shadow("b");
      assertThat(registry.retire(name("a"), CHANGE).message())
          .isEqualTo("a is champion: promote another version first");
      assertThat(registry.retire(name("b"), CHANGE).message())
          .isEqualTo("b is challenger and shadow: stop the challenger and stop the shadow first");
      assertThat(registry.remove(name("b"), CHANGE)).isInstanceOf(NamedByAlias.class);
    }

    @Test
    void cannotNameThem() {
      challenge("b", 0.1);
      registry.move(new AliasMove.StopChallenger(), CHANGE);
      assertThat(registry.retire(name("b"), CHANGE).message())
          .isEqualTo("b is retired: it answers only when named");
      assertThat(registry.promote(name("b"), CHANGE))
          .isEqualTo(new MoveOutcome.Retired("champion", name("b")));
      assertThat(challenge("b", 0.1)).isInstanceOf(MoveOutcome.Retired.class);
      assertThat(shadow("b")).isInstanceOf(MoveOutcome.Retired.class);
      assertThat(registry.rollback(Alias.CHALLENGER, CHANGE))
          .isEqualTo(new MoveOutcome.Retired("challenger", name("b")));
    }

    @Test
    void haveTheirDocumentAndComeBackWhenReinstated() {
      registry.retire(name("b"), CHANGE);
      assertThat(home.registry().state().retired()).containsExactly(name("b"));
      assertThat(registry.document(name("b"))).isInstanceOf(DocumentReading.Whole.class);
      assertThat(registry.retire(name("b"), CHANGE))
          .isEqualTo(new RetireOutcome.Unchanged(name("b"), true));
      registry.reinstate(name("b"), CHANGE);
      assertThat(home.registry().state().retired()).isEmpty();
      assertThat(registry.reinstate(name("b"), CHANGE))
          .isEqualTo(new RetireOutcome.Unchanged(name("b"), false));
      assertThat(registry.promote(name("b"), CHANGE)).isInstanceOf(MoveOutcome.Moved.class);
    }

    @Test
    void areNotRetiredWhenTheyAreRemovedAndPublishedAgain() {
      registry.retire(name("b"), CHANGE);
      registry.remove(name("b"), CHANGE);
      home.with("b");
      assertThat(home.registry().state().retired()).isEmpty();
    }
  }

  @Nested
  @DisplayName("in the history")
  class Told {
    @Test
    void haveTheReasonForWhichSomethingWasOverridden() {
      registry.promote(name("b"), CHANGE.overriding("the gate's interval is too wide"));
      assertThat(home.registry().history().records().getLast().override())
          .contains("the gate's interval is too wide");
      assertThat(home.registry().history().records().getFirst().override()).isEmpty();
    }

    @Test
    void areReadFromTheRecordsThatTheFirstCredenceWrote() throws IOException {
      String[] records = {
        "\"kind\":\"published\",\"version\":\"a\",\"alias\":\"champion\",\"after\":\"a\","
            + "\"sha256\":\""
            + Sha256.of(RegistryHome.documentOf("a"))
            + "\"",
        "\"kind\":\"published\",\"version\":\"b\",\"sha256\":\""
            + Sha256.of(RegistryHome.documentOf("b"))
            + "\"",
        "\"kind\":\"promoted\",\"version\":\"b\",\"alias\":\"champion\",\"before\":\"a\","
            + "\"after\":\"b\"",
        "\"kind\":\"rolled-back\",\"version\":\"a\",\"alias\":\"champion\",\"before\":\"b\","
            + "\"after\":\"a\""
      };
      StringBuilder lines = new StringBuilder();
      String hash = HistoryLine.FIRST_PREVIOUS;
      for (int i = 0; i < records.length; i++) {
        String json =
            "{\"sequence\":"
                + (i + 1)
                + ",\"time\":\"2026-03-01T10:15:30.123Z\","
                + records[i]
                + ",\"author\":\"anna\",\"reason\":\"why\"}";
        hash = Sha256.of(hash.getBytes(US_ASCII), json.getBytes(UTF_8));
        lines.append(hash).append(' ').append(json).append('\n');
      }
      Files.writeString(home.log(), lines);
      Files.writeString(home.head(), records.length + " " + hash + "\n");
      RegistryState state = home.registry().state();
      assertThat(state.damage()).isEmpty();
      assertThat(state.alias(Alias.CHAMPION))
          .isEqualTo(new AliasState(Alias.CHAMPION, versions("a"), null, record(4)));
      assertThat(challenge("b", 0.1)).isInstanceOf(MoveOutcome.Moved.class);
      assertThat(alias(Alias.CHALLENGER).challenge()).isEqualTo(new Challenge(5, 0.1));
    }

    @Test
    void areDamagedByARecordThatCannotFollow() throws IOException {
      challenge("b", 0.1);
      registry.retire(name("c"), CHANGE);
      HistoryRecord last = registry.history().records().get(3);
      byte[] whole = Files.readAllBytes(home.log());
      String text = new String(whole, UTF_8);
      String lastHash = text.lines().toList().getLast().substring(0, Sha256.CHARACTERS);
      AssignmentKey key = AssignmentKey.random();
      Challenge same = new Challenge(4, 0.2);
      for (HistoryRecord forged :
          List.of(
              challenged(last, "b", "a", same, null),
              challenged(last, "b", "b", new Challenge(6, 0.2), null),
              challenged(last, "b", "b", new Challenge(4, 0), null),
              challenged(last, "b", "b", same, key),
              challenged(last, "c", "b", new Challenge(6, 0.2), null),
              challenged(last, "x", "b", new Challenge(6, 0.2), null))) {
        Files.writeString(
            home.log(), text + new String(HistoryLine.write(lastHash, forged), UTF_8));
        assertThat(home.registry().state().damage()).as("%s", forged).isPresent();
      }
      Files.writeString(
          home.log(),
          text
              + new String(
                  HistoryLine.write(lastHash, challenged(last, "b", "b", same, null)), UTF_8));
      assertThat(home.registry().state().damage()).isEmpty();
    }

    private HistoryRecord challenged(
        HistoryRecord like,
        String version,
        String before,
        Challenge challenge,
        @Nullable AssignmentKey key) {
      return new HistoryRecord(
          6,
          like.time(),
          new Event.Challenged(
              new AliasTransition.Challenger(name(before), name(version), challenge), key),
          like.change());
    }

    @Test
    void areTheSameHoweverOftenTheyMove() {
      IntStream.range(0, 20).forEach(i -> challenge(i % 3 == 0 ? "b" : "c", 0.01 * (i + 1)));
      IntStream.range(0, 20).forEach(i -> registry.rollback(Alias.CHALLENGER, CHANGE));
      assertThat(alias(Alias.CHALLENGER).versions()).isEmpty();
      assertThat(home.registry().state().damage()).isEmpty();
    }
  }
}
