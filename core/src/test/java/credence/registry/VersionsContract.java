package credence.registry;

import static credence.registry.RegistryExamples.CHANGE;
import static credence.registry.RegistryExamples.NOW;
import static credence.registry.RegistryExamples.documentOf;
import static credence.registry.RegistryExamples.name;
import static credence.registry.RegistryExamples.names;
import static org.assertj.core.api.Assertions.assertThat;

import credence.hashing.Sha256;
import credence.model.Alias;
import credence.model.LocatedError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The contract of registries: versions, and the champion among them.
public abstract class VersionsContract extends RegistryContract {
  @Nested
  @DisplayName("that is empty")
  class Empty {
    @Test
    void hasNoVersionNoAliasNoHistoryAndNoDamage() {
      RegistryState state = registry.state();
      assertThat(state.publications()).isEmpty();
      assertThat(state.aliases()).isEmpty();
      assertThat(registry.history()).isEqualTo(new History(List.of(), Optional.empty()));
      assertThat(state.damage()).isEmpty();
      assertThat(state.position()).isZero();
    }

    @Test
    void knowsNoVersionToMoveToRemoveOrRead() {
      assertThat(registry.promote(name("a"), CHANGE)).isInstanceOf(UnknownVersion.class);
      assertThat(registry.remove(name("a"), CHANGE)).isInstanceOf(UnknownVersion.class);
      assertThat(registry.document(name("a"))).isInstanceOf(UnknownVersion.class);
      assertThat(registry.readDocument(name("a"), ContentSink.NONE))
          .hasValue(new LocatedError("a", "expected the name of a version that was published"));
      assertThat(registry.rollback(Alias.CHAMPION, CHANGE))
          .isEqualTo(new MoveOutcome.NothingBefore("champion"));
    }
  }

  @Nested
  @DisplayName("when a version is published")
  class Publishing {
    @Test
    void keepsItsDocumentByteForByte() {
      byte[] document = {0, -1, 10, 13, 34, 127};
      registry.publish(name("a"), document, CHANGE);
      assertThat(registry.document(name("a")))
          .isInstanceOfSatisfying(
              DocumentReading.Whole.class, whole -> assertThat(whole.bytes()).isEqualTo(document));
      assertThat(
              registry.readDocument(
                  name("a"),
                  (in, lengthBytes) -> {
                    assertThat(lengthBytes).isEqualTo(document.length);
                    assertThat(in.readAllBytes()).isEqualTo(document);
                  }))
          .isEmpty();
    }

    @Test
    void verifiesWhatASinkSkips() {
      publish("a");
      assertThat(registry.readDocument(name("a"), (in, _) -> in.skipNBytes(5))).isEmpty();
    }

    @Test
    void makesTheFirstOneChampionInTheSameRecord() {
      PublishOutcome outcome = registry.publish(name("a"), documentOf("a"), CHANGE);
      assertThat(records())
          .containsExactly(
              new HistoryRecord(
                  1,
                  NOW,
                  new Event.Published(name("a"), Sha256.of(documentOf("a")), true),
                  CHANGE));
      assertThat(outcome).isEqualTo(new PublishOutcome.Published(records().getFirst()));
      assertThat(outcome.message()).isEqualTo("published a, the first version, as champion");
      assertThat(champion()).isEqualTo("a");
    }

    @Test
    void leavesTheChampionAloneWhenThereIsOne() {
      publish("a", "b");
      assertThat(champion()).isEqualTo("a");
      assertThat(records().getLast().event())
          .isEqualTo(new Event.Published(name("b"), Sha256.of(documentOf("b")), false));
      assertThat(names(registry.state())).containsExactly("a", "b");
    }

    @Test
    void keepsTheDetailsOfTheChange() {
      var details = new TreeMap<>(Map.of("run", "r-17", "sets", "2018 \"Q1\" \\ und Größe"));
      registry.publish(name("a"), documentOf("a"), new Change("anna", "run", details));
      assertThat(records().getFirst().details()).isEqualTo(details);
    }

    @Test
    void changesNothingWhenTheSameIsPublishedAgain() {
      publish("a");
      RegistryState before = registry.state();
      assertThat(registry.publish(name("a"), documentOf("a"), CHANGE))
          .isEqualTo(new PublishOutcome.Unchanged(before.publications().getFirst(), false));
      assertThat(registry.state()).isEqualTo(before);
      assertThat(records()).hasSize(1);
    }

    @Test
    void rejectsAnotherDocumentUnderTheName() {
      publish("a");
      assertThat(registry.publish(name("a"), documentOf("other"), CHANGE))
          .isEqualTo(new PublishOutcome.NameTaken(name("a"), false));
      assertThat(registry.document(name("a"))).isInstanceOf(DocumentReading.Whole.class);
      assertThat(records()).hasSize(1);
    }

    @Test
    void rejectsANameThatDiffersInCaseOnly() {
      publish("Model-A");
      assertThat(registry.publish(name("model-a"), documentOf("Model-A"), CHANGE))
          .isEqualTo(new PublishOutcome.NameTaken(name("Model-A"), false));
    }

    @Test
    void doesNotKeepTheCallersArray() {
      byte[] document = documentOf("a");
      registry.publish(name("a"), document, CHANGE);
      document[0] = 'x';
      assertThat(registry.document(name("a"))).isInstanceOf(DocumentReading.Whole.class);
    }
  }

  @Nested
  @DisplayName("when an alias moves")
  class Moving {
    @Test
    void recordsWhichVersionsItNamedBeforeAndAfter() {
      publish("a", "b");
      MoveOutcome outcome = registry.promote(name("b"), new Change("ben", "better AUC"));
      HistoryRecord record = records().getLast();
      assertThat(outcome).isEqualTo(new MoveOutcome.Moved(record));
      assertThat(outcome.message()).isEqualTo("champion is b, previously a");
      assertThat(record.event())
          .isEqualTo(new Event.Promoted(new AliasTransition.Champion(name("a"), name("b"))));
      assertThat(record.author()).isEqualTo("ben");
      assertThat(record.reason()).isEqualTo("better AUC");
      assertThat(champion()).isEqualTo("b");
    }

    @Test
    void rejectsToMoveItWhereItIs() {
      publish("a");
      assertThat(registry.promote(name("a"), CHANGE))
          .isEqualTo(new MoveOutcome.AlreadyThere("champion", List.of(name("a"))));
      assertThat(records()).hasSize(1);
    }

    @Test
    void offersTheNearNamesOfAnUnknownVersion() {
      publish("training_set_2014_09_10");
      assertThat(registry.promote(name("training_set_2014_9_10"), CHANGE).message())
          .isEqualTo(
              "there is no version training_set_2014_9_10;"
                  + " did you mean training_set_2014_09_10?");
    }

    @Test
    void goesTwoBackWhenItIsRolledBackTwice() {
      publish("a", "b", "c");
      registry.promote(name("b"), CHANGE);
      registry.promote(name("c"), CHANGE);
      assertThat(registry.rollback(Alias.CHAMPION, CHANGE).message())
          .isEqualTo("champion is b, previously c");
      assertThat(registry.rollback(Alias.CHAMPION, CHANGE).message())
          .isEqualTo("champion is a, previously b");
      assertThat(registry.rollback(Alias.CHAMPION, CHANGE))
          .isEqualTo(new MoveOutcome.NothingBefore("champion"));
      assertThat(champion()).isEqualTo("a");
    }

    @Test
    void goesBackPastWhatWasRolledBackBefore() {
      publish("a", "b", "c");
      registry.promote(name("b"), CHANGE);
      registry.rollback(Alias.CHAMPION, CHANGE);
      registry.promote(name("c"), CHANGE);
      registry.rollback(Alias.CHAMPION, CHANGE);
      assertThat(champion()).isEqualTo("a");
      assertThat(records().getLast().event())
          .isEqualTo(new Event.RolledBack(new AliasTransition.Champion(name("c"), name("a"))));
    }

    @Test
    void doesNotGoBackToARemovedVersion() {
      publish("a", "b");
      registry.promote(name("b"), CHANGE);
      registry.remove(name("a"), CHANGE);
      assertThat(registry.rollback(Alias.CHAMPION, CHANGE))
          .isEqualTo(new MoveOutcome.RemovedBefore("champion", name("a")));
      assertThat(champion()).isEqualTo("b");
      publish("a");
      assertThat(registry.rollback(Alias.CHAMPION, CHANGE)).isInstanceOf(MoveOutcome.Moved.class);
      assertThat(champion()).isEqualTo("a");
    }
  }

  @Nested
  @DisplayName("when a version is removed")
  class Removing {
    @Test
    void isForgottenWithItsDocumentButNotInTheHistory() {
      publish("a", "b");
      assertThat(registry.remove(name("b"), CHANGE))
          .isEqualTo(new RemoveOutcome.Removed(records().getLast()));
      assertThat(names(registry.state())).containsExactly("a");
      assertThat(registry.document(name("b"))).isInstanceOf(UnknownVersion.class);
      assertThat(records()).hasSize(3);
      assertThat(registry.readDocument(name("b"), ContentSink.NONE)).isPresent();
    }

    @Test
    void rejectsOneThatAnAliasNames() {
      publish("a", "b");
      RemoveOutcome outcome = registry.remove(name("a"), CHANGE);
      assertThat(outcome)
          .isInstanceOfSatisfying(
              NamedByAlias.class, named -> assertThat(named.aliases()).containsExactly("champion"));
      assertThat(outcome.message()).isEqualTo("a is champion: promote another version first");
      assertThat(registry.document(name("a"))).isInstanceOf(DocumentReading.Whole.class);
    }

    @Test
    void keepsItsNameForItsDocument() {
      publish("a", "b");
      registry.remove(name("b"), CHANGE);
      assertThat(registry.publish(name("b"), documentOf("other"), CHANGE))
          .isEqualTo(new PublishOutcome.NameTaken(name("b"), true));
      assertThat(registry.publish(name("b"), documentOf("b"), CHANGE))
          .isInstanceOf(PublishOutcome.Published.class);
      assertThat(names(registry.state())).containsExactly("a", "b");
    }
  }

  @Nested
  @DisplayName("when a version is published on the condition that it is still wanted")
  class PublishingIfWanted {
    @Test
    void keepsNothingOfOneThatIsNot() {
      publish("a");
      History before = registry.history();
      assertThat(registry.publishIf(() -> false, name("b"), documentOf("b"), List.of(), CHANGE))
          .isEqualTo(new PublishOutcome.NotWanted(name("b")));
      assertThat(reopen().history()).isEqualTo(before);
      assertThat(names(reopen().state())).containsExactly("a");
      assertThat(registry.document(name("b"))).isInstanceOf(UnknownVersion.class);
      assertThat(registry.publish(name("b"), documentOf("another b"), CHANGE))
          .isInstanceOf(PublishOutcome.Published.class);
    }

    @Test
    void asksWhileNoOtherChangeCanBeMade() {
      publish("a", "b");
      AtomicReference<MoveOutcome> meanwhile = new AtomicReference<>();
      PublishOutcome outcome =
          registry.publishIf(
              () -> {
                meanwhile.set(
                    CompletableFuture.supplyAsync(
                            () -> reopen(IMPATIENT).promote(name("b"), CHANGE))
                        .join());
                return true;
              },
              name("c"),
              documentOf("c"),
              List.of(),
              CHANGE);
      assertThat(outcome).isInstanceOf(PublishOutcome.Published.class);
      assertThat(meanwhile.get()).isEqualTo(new Rejection.Busy(50));
    }
  }
}
