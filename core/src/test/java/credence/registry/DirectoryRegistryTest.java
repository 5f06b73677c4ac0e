package credence.registry;

import static credence.registry.RegistryHome.CHANGE;
import static credence.registry.RegistryHome.NOW;
import static credence.registry.RegistryHome.documentOf;
import static credence.registry.RegistryHome.name;
import static credence.registry.RegistryHome.names;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credence.hashing.Sha256;
import credence.model.Alias;
import credence.model.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A registry in a directory")
class DirectoryRegistryTest {
  private static final Alias CHAMPION = Alias.CHAMPION;

  @TempDir Path temp;
  private RegistryHome home;
  private DirectoryRegistry registry;

  @BeforeEach
  void makeRegistry() {
    home = new RegistryHome(temp.resolve("home"));
    registry = home.registry();
  }

  private String champion() {
    return registry.state().version(CHAMPION).orElseThrow().text();
  }

  @Nested
  @DisplayName("that nobody has written to")
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
    void isNotCreatedByReadingIt() {
      registry.state();
      registry.document(name("a"));
      assertThat(home.home()).doesNotExist();
    }

    @Test
    void knowsNoVersionToMoveToRemoveOrRead() {
      assertThat(registry.promote(name("a"), CHANGE)).isInstanceOf(UnknownVersion.class);
      assertThat(registry.remove(name("a"), CHANGE)).isInstanceOf(UnknownVersion.class);
      assertThat(registry.document(name("a"))).isInstanceOf(UnknownVersion.class);
      assertThat(registry.readDocument(name("a"), DocumentSink.NONE))
          .hasValue(new Fault("a", "expected the name of a version that was published"));
      assertThat(registry.rollback(CHAMPION, CHANGE))
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
    void makesTheFirstOneChampionInTheSameRecord() {
      PublishOutcome outcome = registry.publish(name("a"), documentOf("a"), CHANGE);
      assertThat(registry.history().records())
          .containsExactly(
              new HistoryRecord(
                  1,
                  NOW,
                  new Event.Published(name("a"), Sha256.of(documentOf("a")), true),
                  CHANGE));
      assertThat(outcome)
          .isEqualTo(new PublishOutcome.Published(registry.history().records().getFirst()));
      assertThat(outcome.message()).isEqualTo("published a, the first version, as champion");
      assertThat(champion()).isEqualTo("a");
    }

    @Test
    void leavesTheChampionAloneWhenThereIsOne() {
      home.with("a", "b");
      assertThat(champion()).isEqualTo("a");
      assertThat(registry.history().records().getLast().event())
          .isEqualTo(new Event.Published(name("b"), Sha256.of(documentOf("b")), false));
      assertThat(names(registry.state())).containsExactly("a", "b");
    }

    @Test
    void putsASumBesideTheDocumentThatSha256sumReads() throws IOException {
      home.with("a");
      assertThat(home.sum("a")).hasContent(Sha256.of(documentOf("a")) + "  a.json\n");
      assertThat(home.modelFiles()).containsExactly("a.json", "a.json.sha256");
    }

    @Test
    void keepsTheDetailsOfTheChange() {
      var details = new TreeMap<>(Map.of("run", "r-17", "sets", "2018 \"Q1\" \\ und Größe"));
      registry.publish(name("a"), documentOf("a"), new Change("anna", "run", details));
      assertThat(registry.history().records().getFirst().details()).isEqualTo(details);
    }

    @Test
    void changesNothingWhenTheSameIsPublishedAgain() {
      home.with("a");
      RegistryState before = registry.state();
      assertThat(registry.publish(name("a"), documentOf("a"), CHANGE))
          .isEqualTo(new PublishOutcome.Unchanged(before.publications().getFirst(), false));
      assertThat(registry.state()).isEqualTo(before);
      assertThat(registry.history().records()).hasSize(1);
    }

    @Test
    void refusesAnotherDocumentUnderTheName() {
      home.with("a");
      assertThat(registry.publish(name("a"), documentOf("other"), CHANGE))
          .isEqualTo(new PublishOutcome.NameTaken(name("a"), false));
      assertThat(registry.document(name("a"))).isInstanceOf(DocumentReading.Whole.class);
      assertThat(registry.history().records()).hasSize(1);
    }

    @Test
    void refusesANameThatDiffersInCaseOnly() {
      home.with("Model-A");
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
    void tellsWhereItStoodAndWhereItStands() {
      home.with("a", "b");
      MoveOutcome outcome = registry.promote(name("b"), new Change("ben", "better AUC"));
      HistoryRecord record = registry.history().records().getLast();
      assertThat(outcome).isEqualTo(new MoveOutcome.Moved(record));
      assertThat(outcome.message()).isEqualTo("champion is b, was a");
      assertThat(record.event())
          .isEqualTo(new Event.Promoted(new AliasTransition.Champion(name("a"), name("b"))));
      assertThat(record.author()).isEqualTo("ben");
      assertThat(record.reason()).isEqualTo("better AUC");
      assertThat(champion()).isEqualTo("b");
    }

    @Test
    void saysSoWhenItStandsThereAlready() {
      home.with("a");
      assertThat(registry.promote(name("a"), CHANGE))
          .isEqualTo(new MoveOutcome.AlreadyThere("champion", List.of(name("a"))));
      assertThat(registry.history().records()).hasSize(1);
    }

    @Test
    void offersTheNearNamesOfAnUnknownVersion() {
      home.with("training_set_2014_09_10");
      assertThat(registry.promote(name("training_set_2014_9_10"), CHANGE).message())
          .isEqualTo(
              "there is no version training_set_2014_9_10;"
                  + " did you mean training_set_2014_09_10?");
    }

    @Test
    void goesTwoBackWhenItIsRolledBackTwice() {
      home.with("a", "b", "c");
      registry.promote(name("b"), CHANGE);
      registry.promote(name("c"), CHANGE);
      assertThat(registry.rollback(CHAMPION, CHANGE).message()).isEqualTo("champion is b, was c");
      assertThat(registry.rollback(CHAMPION, CHANGE).message()).isEqualTo("champion is a, was b");
      assertThat(registry.rollback(CHAMPION, CHANGE))
          .isEqualTo(new MoveOutcome.NothingBefore("champion"));
      assertThat(champion()).isEqualTo("a");
    }

    @Test
    void goesBackPastWhatWasRolledBackBefore() {
      home.with("a", "b", "c");
      registry.promote(name("b"), CHANGE);
      registry.rollback(CHAMPION, CHANGE);
      registry.promote(name("c"), CHANGE);
      registry.rollback(CHAMPION, CHANGE);
      assertThat(champion()).isEqualTo("a");
      assertThat(registry.history().records().getLast().event())
          .isEqualTo(new Event.RolledBack(new AliasTransition.Champion(name("c"), name("a"))));
    }

    @Test
    void doesNotGoBackToARemovedVersion() {
      home.with("a", "b");
      registry.promote(name("b"), CHANGE);
      registry.remove(name("a"), CHANGE);
      assertThat(registry.rollback(CHAMPION, CHANGE))
          .isEqualTo(new MoveOutcome.RemovedBefore("champion", name("a")));
      assertThat(champion()).isEqualTo("b");
      home.with("a");
      assertThat(registry.rollback(CHAMPION, CHANGE)).isInstanceOf(MoveOutcome.Moved.class);
      assertThat(champion()).isEqualTo("a");
    }
  }

  @Nested
  @DisplayName("when a version is removed")
  class Removing {
    @Test
    void deletesItsFilesAndForgetsItButNotItsHistory() throws IOException {
      home.with("a", "b");
      assertThat(registry.remove(name("b"), CHANGE))
          .isEqualTo(new RemoveOutcome.Removed(registry.history().records().getLast()));
      assertThat(names(registry.state())).containsExactly("a");
      assertThat(registry.document(name("b"))).isInstanceOf(UnknownVersion.class);
      assertThat(registry.history().records()).hasSize(3);
      assertThat(home.modelFiles()).containsExactly("a.json", "a.json.sha256");
    }

    @Test
    void refusesOneThatAnAliasNames() {
      home.with("a", "b");
      RemoveOutcome outcome = registry.remove(name("a"), CHANGE);
      assertThat(outcome)
          .isInstanceOfSatisfying(
              NamedByAlias.class, named -> assertThat(named.aliases()).containsExactly("champion"));
      assertThat(outcome.message()).isEqualTo("a is champion: promote another version first");
      assertThat(registry.document(name("a"))).isInstanceOf(DocumentReading.Whole.class);
    }

    @Test
    void keepsItsNameForItsDocument() {
      home.with("a", "b");
      registry.remove(name("b"), CHANGE);
      assertThat(registry.publish(name("b"), documentOf("other"), CHANGE))
          .isEqualTo(new PublishOutcome.NameTaken(name("b"), true));
      assertThat(registry.publish(name("b"), documentOf("b"), CHANGE))
          .isInstanceOf(PublishOutcome.Published.class);
      assertThat(names(registry.state())).containsExactly("a", "b");
    }
  }

  @Nested
  @DisplayName("when a document on disk is not what was published")
  class DamagedDocuments {
    @Test
    void namesTheEditedFileAndServesTheOthers() throws IOException {
      home.with("a", "b");
      Files.writeString(home.document("a"), " ", UTF_8, java.nio.file.StandardOpenOption.APPEND);
      assertThat(damage("a"))
          .startsWith(home.document("a") + ": is not what record 1 published; restore it");
      assertThat(registry.document(name("b"))).isInstanceOf(DocumentReading.Whole.class);
      assertThat(registry.state().damage()).isEmpty();
    }

    @Test
    void namesTheMissingFile() throws IOException {
      home.with("a");
      Files.delete(home.document("a"));
      assertThat(damage("a")).startsWith(home.document("a") + ": is missing");
    }

    @Test
    void namesTheSumThatDoesNotFit() throws IOException {
      home.with("a");
      Files.writeString(home.sum("a"), Sha256.of(documentOf("b")) + "  a.json\n", UTF_8);
      assertThat(damage("a")).startsWith(home.sum("a") + ": is not the SHA-256 of a.json");
      Files.delete(home.sum("a"));
      assertThat(damage("a")).startsWith(home.sum("a") + ": is missing");
    }

    @Test
    void findsEachFlippedBitOfDocumentAndSum() throws IOException {
      home.with("a");
      for (Path file : new Path[] {home.document("a"), home.sum("a")}) {
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
          byte[] flipped = whole.clone();
          flipped[bit / 8] ^= (byte) (1 << (bit % 8));
          Files.write(file, flipped);
          assertThat(damage("a")).as("bit %d", bit).startsWith(file + ": ");
        }
        Files.write(file, whole);
      }
      assertThat(registry.document(name("a"))).isInstanceOf(DocumentReading.Whole.class);
    }

    @Test
    void isMendedByPublishingTheSameAgain() throws IOException {
      home.with("a");
      Files.writeString(home.document("a"), "x", UTF_8);
      PublishOutcome outcome = registry.publish(name("a"), documentOf("a"), CHANGE);
      assertThat(outcome)
          .isInstanceOfSatisfying(
              PublishOutcome.Unchanged.class, same -> assertThat(same.mended()).isTrue());
      assertThat(registry.document(name("a"))).isInstanceOf(DocumentReading.Whole.class);
      assertThat(registry.history().records()).hasSize(1);
    }

    /// What is wrong with a document: the same if it is read as it comes.
    private String damage(String name) {
      String message = ((DocumentReading.Damaged) registry.document(name(name))).fault().message();
      assertThat(registry.readDocument(name(name), DocumentSink.NONE))
          .hasValueSatisfying(fault -> assertThat(fault.message()).isEqualTo(message));
      return message;
    }
  }

  @Nested
  @DisplayName("asked for its stamp")
  class Stamps {
    @Test
    void givesTheSameWhileNothingChanges() {
      home.with("a");
      assertThat(registry.stamp()).isEqualTo(registry.stamp()).isEqualTo(registry.state().stamp());
    }

    @Test
    void givesAnotherAfterEachChange() throws IOException {
      RegistryStamp empty = registry.stamp();
      home.with("a");
      RegistryStamp one = registry.stamp();
      home.with("b");
      RegistryStamp two = registry.stamp();
      registry.promote(name("b"), CHANGE);
      RegistryStamp promoted = registry.stamp();
      Files.writeString(home.document("a"), "x", UTF_8);
      home.with("a");
      RegistryStamp mended = registry.stamp();
      assertThat(new RegistryStamp[] {empty, one, two, promoted, mended}).doesNotHaveDuplicates();
    }

    @Test
    void showsWhatAnotherRegistryOfTheSameHomeWrote() {
      RegistryState before = registry.state();
      home.registry().publish(name("a"), documentOf("a"), CHANGE);
      assertThat(registry.state()).isNotEqualTo(before);
      assertThat(names(registry.state())).containsExactly("a");
    }
  }
}
