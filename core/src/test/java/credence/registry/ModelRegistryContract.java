package credence.registry;

import static credence.registry.RegistryExamples.CHANGE;
import static credence.registry.RegistryExamples.documentOf;
import static credence.registry.RegistryExamples.name;
import static credence.registry.RegistryExamples.names;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credence.model.Alias;
import credence.model.LocatedError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything that [ModelRegistry] promises. The tests of each registry extend this class, so that
/// registries can take each other's place.
public abstract class ModelRegistryContract extends AliasesContract {
  /// Makes a change of each kind.
  private void makeEveryChange() {
    publish("a", "b", "c");
    registry.promote(name("b"), CHANGE);
    registry.rollback(Alias.CHAMPION, CHANGE);
    challenge("b", 0.5);
    registry.move(new AliasMove.StopChallenger(), CHANGE);
    shadow("b");
    registry.move(new AliasMove.PutShadows(List.of()), CHANGE);
    registry.retire(name("b"), CHANGE);
    registry.reinstate(name("b"), CHANGE);
    registry.remove(name("b"), CHANGE);
    assertThat(records().stream().map(record -> record.event().kind()))
        .contains(Event.Kind.values());
  }

  @Nested
  @DisplayName("when its state is read")
  class States {
    @Test
    void givesWhatItsHistoryMakesWhenItIsPlayed() {
      makeEveryChange();
      RegistryState state = registry.state();
      Replay replay = new Replay();
      for (HistoryRecord record : records()) {
        assertThat(replay.play(record)).isEmpty();
      }
      assertThat(replay.state(state.stamp())).isEqualTo(state);
      assertThat(state.position()).isEqualTo(records().size());
      assertThat(reopen().state()).isEqualTo(state);
    }

    @Test
    void givesASnapshotThatLaterChangesDoNotTouch() {
      publish("a", "b");
      RegistryState state = registry.state();
      History history = registry.history();
      registry.promote(name("b"), CHANGE);
      assertThat(state.version(Alias.CHAMPION)).contains(name("a"));
      assertThat(state.position()).isEqualTo(2);
      assertThat(history.records()).hasSize(2);
    }

    @Test
    void changesNothingWhenItRejects() {
      publish("a", "b");
      RegistryState before = registry.state();
      registry.promote(name("a"), CHANGE);
      registry.promote(name("x"), CHANGE);
      registry.rollback(Alias.CHAMPION, CHANGE);
      registry.rollback(Alias.SHADOW, CHANGE);
      registry.moveIf(new AliasMove.Promote(name("b")), Map.of(Alias.CHAMPION, 7L), CHANGE);
      challenge("a", 0.5);
      registry.move(new AliasMove.StopChallenger(), CHANGE);
      registry.move(new AliasMove.StopShadow(name("b")), CHANGE);
      registry.retire(name("a"), CHANGE);
      registry.reinstate(name("b"), CHANGE);
      registry.remove(name("a"), CHANGE);
      registry.publish(name("b"), documentOf("other"), CHANGE);
      assertThat(registry.state()).isEqualTo(before);
      assertThat(reopen().state()).isEqualTo(before);
    }
  }

  @Nested
  @DisplayName("when its stamp is read")
  class Stamps {
    @Test
    void givesTheSameWhileNothingChanges() {
      publish("a");
      RegistryStamp stamp = registry.stamp();
      registry.promote(name("a"), CHANGE);
      registry.document(name("a"));
      assertThat(registry.stamp()).isEqualTo(stamp).hasSameHashCodeAs(stamp);
      assertThat(registry.state().stamp()).isEqualTo(stamp);
      assertThat(reopen().stamp()).isEqualTo(stamp);
    }

    @Test
    void givesAnotherAfterEachChange() {
      List<RegistryStamp> stamps = new ArrayList<>(List.of(registry.stamp()));
      List<Runnable> changes =
          List.of(
              () -> publish("a"),
              () -> publish("b"),
              () -> registry.promote(name("b"), CHANGE),
              () -> challenge("a", 0.5),
              () -> registry.rollback(Alias.CHALLENGER, CHANGE),
              () -> registry.retire(name("a"), CHANGE),
              () -> registry.reinstate(name("a"), CHANGE),
              () -> registry.remove(name("a"), CHANGE));
      for (Runnable change : changes) {
        change.run();
        stamps.add(registry.stamp());
      }
      assertThat(stamps).doesNotHaveDuplicates();
    }

    @Test
    void givesTheStampOfAChangeThatAnotherProcessMade() {
      RegistryStamp empty = registry.stamp();
      reopen().publish(name("a"), documentOf("a"), CHANGE);
      assertThat(registry.stamp()).isNotEqualTo(empty);
      assertThat(names(registry.state())).containsExactly("a");
      assertThat(records()).hasSize(1);
    }
  }

  @Nested
  @DisplayName("whose storage is damaged")
  class Damaged {
    private String damage(String name) {
      String message = ((DocumentReading.Damaged) registry.document(name(name))).error().message();
      assertThat(registry.readDocument(name(name), ContentSink.NONE))
          .hasValueSatisfying(error -> assertThat(error.message()).isEqualTo(message));
      return message;
    }

    @Test
    void namesTheDocumentThatIsNotWhatWasPublishedAndGivesTheOthers() throws IOException {
      publish("a", "b");
      overwriteDocument(name("a"), "{}".getBytes(UTF_8));
      assertThat(damage("a")).contains("is not what ");
      assertThat(registry.document(name("b"))).isInstanceOf(DocumentReading.Whole.class);
      assertThat(registry.state().damage()).isEmpty();
    }

    @Test
    void isRepairedByPublishingTheSameDocumentAgain() throws IOException {
      publish("a");
      overwriteDocument(name("a"), "{}".getBytes(UTF_8));
      PublishOutcome outcome = registry.publish(name("a"), documentOf("a"), CHANGE);
      assertThat(outcome)
          .isEqualTo(
              new PublishOutcome.Unchanged(registry.state().publications().getFirst(), true));
      assertThat(registry.document(name("a"))).isInstanceOf(DocumentReading.Whole.class);
      assertThat(records()).hasSize(1);
    }

    @Test
    void derivesNothingFromADamagedHistoryAndGivesTheRecordsBeforeTheDamage() throws IOException {
      publish("a", "b", "c");
      HistoryRecord first = record(1);
      loseRecord(1);
      RegistryState state = registry.state();
      assertThat(state.damage()).isPresent();
      assertThat(state.publications()).isEmpty();
      assertThat(state.retired()).isEmpty();
      assertThat(state.aliases()).isEmpty();
      assertThat(state.alias(Alias.CHAMPION).versions()).isEmpty();
      assertThat(state.position()).isEqualTo(1);
      assertThat(registry.history()).isEqualTo(new History(List.of(first), state.damage()));
      assertThat(damage("a")).isEqualTo(state.damage().orElseThrow().message());
    }

    @Test
    void rejectsEachChangeOfADamagedHistory() throws IOException {
      publish("a", "b", "c");
      loseRecord(1);
      RegistryState damaged = registry.state();
      String message = damaged.damage().orElseThrow().message();
      List<Runnable> changes =
          List.of(
              () -> publish("d"),
              () -> registry.promote(name("b"), CHANGE),
              () -> registry.retire(name("b"), CHANGE),
              () -> registry.reinstate(name("b"), CHANGE),
              () -> registry.remove(name("b"), CHANGE));
      for (Runnable change : changes) {
        assertThatThrownBy(change::run).isInstanceOf(RegistryException.class).hasMessage(message);
      }
      assertThat(registry.state()).isEqualTo(damaged);
    }
  }

  @Nested
  @DisplayName("that several threads change")
  class Concurrent {
    private <T> List<T> together(List<Callable<T>> tasks)
        throws InterruptedException, ExecutionException {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<T>> results = new ArrayList<>();
      List<T> outcomes = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
        for (Callable<T> task : tasks) {
          results.add(
              threads.submit(
                  () -> {
                    start.await();
                    return task.call();
                  }));
        }
        start.countDown();
        for (Future<T> result : results) {
          outcomes.add(result.get());
        }
      }
      return outcomes;
    }

    @Test
    void makesEachChangeOnce() throws InterruptedException, ExecutionException {
      List<Callable<PublishOutcome>> publications = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String version = "v" + i % 20;
        publications.add(() -> reopen().publish(name(version), documentOf(version), CHANGE));
      }
      assertThat(together(publications))
          .filteredOn(outcome -> outcome instanceof PublishOutcome.Published)
          .hasSize(20);
      assertThat(reopen().history().records()).hasSize(20);
    }

    @Test
    void letsOneOfSeveralMovesWinThatExpectTheSame()
        throws InterruptedException, ExecutionException {
      publish("a", "b", "c", "d", "e");
      long seen = alias(Alias.CHAMPION).lastMove();
      List<Callable<MoveOutcome>> moves = new ArrayList<>();
      for (String version : List.of("b", "c", "d", "e")) {
        AliasMove move = new AliasMove.Promote(name(version));
        moves.add(() -> reopen().moveIf(move, Map.of(Alias.CHAMPION, seen), CHANGE));
      }
      List<MoveOutcome> outcomes = together(moves);
      assertThat(outcomes).filteredOn(o -> o instanceof MoveOutcome.Moved).hasSize(1);
      assertThat(outcomes).filteredOn(o -> o instanceof MoveOutcome.Stale).hasSize(3);
      assertThat(records()).hasSize(6);
    }

    @Test
    void isConsistentWheneverItIsRead() throws InterruptedException, ExecutionException {
      int versions = 20;
      AtomicBoolean written = new AtomicBoolean();
      Callable<Boolean> write =
          () -> {
            try {
              for (int i = 0; i < versions; i++) {
                publish("v" + i);
                registry.promote(name("v" + i), CHANGE);
              }
              return true;
            } finally {
              written.set(true);
            }
          };
      Callable<Boolean> read =
          () -> {
            ModelRegistry reader = reopen();
            do {
              RegistryState state = reader.state();
              assertThat(state.damage()).isEmpty();
              assertThat(state.position() == 0 || state.version(Alias.CHAMPION).isPresent())
                  .isTrue();
              assertThat(reader.history().records().size())
                  .isGreaterThanOrEqualTo((int) state.position());
              for (Publication publication : state.publications()) {
                assertThat(reader.document(publication.name()))
                    .isInstanceOf(DocumentReading.Whole.class);
              }
            } while (!written.get());
            return true;
          };
      assertThat(together(List.of(write, read, read))).containsOnly(true);
    }
  }

  @Nested
  @DisplayName("that has limits")
  class Limited {
    private final RegistryLimits small = new RegistryLimits(100, 2, 50, 400, 5, 9, 1, 3, 4, 100);

    @Test
    void reportsEverythingThatBreaksThemAndChangesNothing() {
      var details = new TreeMap<String, String>();
      details.put("name", "1");
      details.put("n", "value");
      assertThat(
              reopen(small)
                  .publish(name("a"), new byte[101], new Change("anna b", "\t0123456789", details)))
          .isEqualTo(
              new Rejection.Invalid(
                  List.of(
                      new LocatedError("document", "has 101 bytes; at most 100 are allowed"),
                      new LocatedError("author", "has 6 characters; at most 5 are allowed"),
                      new LocatedError("reason", "has 11 characters; at most 9 are allowed"),
                      new LocatedError(
                          "reason",
                          "must be one line of text, without control or broken characters"),
                      new LocatedError("details", "at most 1 are allowed"),
                      new LocatedError(
                          "value of a detail", "has 5 characters; at most 4 are allowed"),
                      new LocatedError(
                          "name of a detail", "has 4 characters; at most 3 are allowed"))));
      assertThat(registry.state().position()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\rb", "a\u0000", "a\u2028b", "a\u0085b", "\ud800"})
    void rejectsAReasonThatIsNoLineOfText(String reason) {
      publish("a", "b");
      Stream.of(
              registry.promote(name("b"), new Change("anna", reason)),
              registry.retire(name("b"), new Change("anna", reason)),
              registry.reinstate(name("b"), new Change("anna", reason)),
              registry.remove(name("b"), new Change(reason, "why")))
          .forEach(outcome -> assertThat(outcome).isInstanceOf(Rejection.Invalid.class));
      assertThat(records()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Größe und Güte", "\"quoted\" \\ {}", "数据", "good \ud83d\ude00"})
    void keepsEveryOtherLineOfText(String reason) {
      registry.publish(name("a"), documentOf("a"), new Change("anna", reason));
      assertThat(reopen().history().records().getFirst().reason()).isEqualTo(reason);
    }

    @Test
    void rejectsAnEmptyDocument() {
      assertThat(registry.publish(name("a"), new byte[0], CHANGE).message())
          .isEqualTo("document: must not be empty");
    }
  }
}
