package credence.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import credence.document.ComparisonDocument;
import credence.document.ModelDocument;
import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.PairedComparison;
import credence.evaluation.Sample;
import credence.files.ChecksummedText;
import credence.model.Comparison;
import credence.model.GateResult;
import credence.model.GateResult.Gate;
import credence.model.GateResult.Verdict;
import credence.model.HoldoutUses;
import credence.model.LocatedError;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.ModelRegistry;
import credence.registry.Publication;
import credence.registry.directory.DirectoryRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromotionCheckTest {
  private static final Sample SAMPLE = TestVersions.sample(2, 2_000);
  private static final PairedComparison FIGURES = TestVersions.figures(SAMPLE, 0.8);
  private static final String GATES = "auc-min: 0.6, auc-loss-max: 0.01";

  private static final int VERSIONS = 40;

  @TempDir private Path home;
  private ModelRegistry registry;
  private final List<LocatedError> damaged = new ArrayList<>();
  private Comparisons comparisons;

  @BeforeEach
  void publishAChampion() {
    registry = new DirectoryRegistry(home);
    comparisons = new DirectoryComparisons(home, damaged::add);
    publish(TestVersions.version("champion_1", "", SAMPLE, "x"));
  }

  @Nested
  @DisplayName("A promotion")
  class Promotion {
    @Test
    void needsNothingWithoutGates() {
      publish(TestVersions.version("b", "", SAMPLE, "x"));
      assertThat(check("b")).isEqualTo(new PromotionCheck(List.of(), true, List.of(), 1));
    }

    @Test
    void ofTheChampionOrOfAnUnknownVersionIsLeftToTheRegistry() {
      assertThat(check("champion_1").reasonsAgainst()).isEmpty();
      assertThat(check("nobody").reasonsAgainst()).isEmpty();
    }

    @Test
    void needsAComparisonIfThereAreGates() {
      publish(TestVersions.version("b", GATES, SAMPLE, "x"));
      assertThat(check("b").overridable()).isTrue();
      assertThat(check("b").reasonsAgainst())
          .containsExactly(
              "the gates of b are undecided because it has not been compared with the current "
                  + "champion champion_1; compare it first: credence compare b");
    }

    @Test
    void goesAheadWhereEveryGateOfTheComparisonPassed() {
      keepComparison(publish(TestVersions.version("b", GATES, SAMPLE, "x")), "champion_1");
      assertThat(check("b").reasonsAgainst()).isEmpty();
    }

    @Test
    void namesEveryGateThatDidNotPass() {
      String gates = "auc-min: 0.95, auc-loss-max: 0.01, rows-min: 9999";
      keepComparison(publish(TestVersions.version("b", gates, SAMPLE, "x")), "champion_1");
      assertThat(check("b").reasonsAgainst())
          .hasSize(2)
          .anyMatch(o -> o.startsWith("gate auc-min failed: the AUC as served is 0."))
          .anyMatch(o -> o.startsWith("gate rows-min failed: 2,000 held-out rows"));
    }

    @Test
    void rejectsAComparisonWithAnotherChampion() {
      keepComparison(publish(TestVersions.version("b", GATES, SAMPLE, "x")), "champion_1");
      publish(TestVersions.version("c", "", SAMPLE, "x"));
      registry.promote(new VersionName("c"), new Change("a", "r"));
      assertThat(check("b").reasonsAgainst())
          .singleElement()
          .asString()
          .contains("current champion c, only with champion_1, made at another time");
    }

    @Test
    void rejectsAComparisonOfOtherDocuments() {
      ModelVersion version = publish(TestVersions.version("b", GATES, SAMPLE, "x"));
      comparisons.keep(
          TestVersions.comparison(version, "aa", "champion_1", sha256("champion_1"), FIGURES));
      assertThat(check("b").reasonsAgainst())
          .singleElement()
          .asString()
          .contains("other documents than the published ones");
    }

    @Test
    void rejectsAVersionWhoseDocumentIsDamaged() throws IOException {
      publish(TestVersions.version("b", "", SAMPLE, "x"));
      Files.writeString(home.resolve("registry/models/b.json"), "{}");
      assertThat(check("b").reasonsAgainst()).singleElement().asString().contains("damaged");
      assertThat(check("b").overridable()).isFalse();
    }

    @Test
    void checksTheGatesAgainAtTheConfidenceThatTheVersionsComparedByNowRequire() {
      Estimate auc = Objects.requireNonNull(Evaluation.of(SAMPLE).auc());
      double limit = Objects.requireNonNull(auc.interval()).low() - 0.001;
      String gates = "auc-min: " + limit + ", auc-loss-max: 0.01";
      keepComparison(publish(TestVersions.version("b", gates, SAMPLE, "x")), "champion_1");
      assertThat(check("b").reasonsAgainst()).isEmpty();
      use("b", LongStream.range(0, 100));
      for (int i = 0; i < VERSIONS; i++) {
        use("v" + i, LongStream.range(1_000, 1_100));
      }
      assertThat(check("b").reasonsAgainst()).as("on other customers").isEmpty();
      for (int i = 0; i < VERSIONS; i++) {
        use("v" + i, LongStream.range(90, 100));
      }
      assertThat(check("b").reasonsAgainst())
          .singleElement()
          .asString()
          .startsWith("gate auc-min undecided: ")
          .contains("for " + (VERSIONS + 1) + " versions compared");
    }

    @Test
    void ignoresVerdictsThatAnEarlierBuildStored() {
      Sample few = TestVersions.sample(2, 150);
      PairedComparison figures = TestVersions.figures(few, 0.1);
      Estimate auc = Objects.requireNonNull(Evaluation.of(few).aucWald());
      double wald = Objects.requireNonNull(auc.interval()).low();
      String gates = "auc-min: " + (wald - 1e-9) + ", auc-loss-max: 0.001";
      ModelVersion version = publish(TestVersions.versionOfFormat2("b", gates, few));
      Comparison present =
          TestVersions.comparison(
              version, sha256("b"), "champion_1", sha256("champion_1"), figures);
      comparisons.keep(
          new Comparison(
              present.candidate(),
              present.champion(),
              present.heldOut(),
              figures,
              List.of(passed(Gate.AUC_MIN), passed(Gate.AUC_LOSS_MAX)),
              List.of()));
      assertThat(check("b").reasonsAgainst())
          .hasSize(2)
          .anyMatch(o -> o.startsWith("gate auc-min undecided: the AUC as served is 0."))
          .anyMatch(o -> o.startsWith("gate auc-loss-max undecided: the AUC minus the champion's"));
    }

    /// A result of format 1.
    private static GateResult passed(Gate gate) {
      return new GateResult(
          gate, Verdict.PASSED, 0.8, null, null, 0.7, null, null, null, null, "passed: ...");
    }

    @Test
    void isUndecidedWhereTheRecordOfComparisonsIsDamaged() throws IOException {
      keepComparison(publish(TestVersions.version("b", GATES, SAMPLE, "x")), "champion_1");
      use("b", LongStream.range(0, 10));
      Path record = home.resolve("registry/holdout-uses.json");
      Files.writeString(record, Files.readString(record).replace("\"b\"", "\"c\""));
      assertThat(check("b").reasonsAgainst())
          .singleElement()
          .asString()
          .contains("undecided", record.toString(), "does not match its checksum");
    }

    @Test
    void countsComparisonsThatAnEarlierBuildKeptAndGoesOnCountingThemWhenTheyAreGone()
        throws IOException {
      ModelVersion version = publish(TestVersions.version("b", GATES, SAMPLE, "x"));
      keepComparison(version, "champion_1");
      keepComparison(publish(TestVersions.version("c", GATES, SAMPLE, "x")), "champion_1");
      comparisons.keep(
          TestVersions.comparison(
              TestVersions.version("d", GATES, SAMPLE, "x"), "aa", "champion_2", "bb", FIGURES));
      Publication champion = published("champion_1");
      assertThat(comparisons.versionsCompared(version.name(), champion, 1)).isEqualTo(2);
      use("b", LongStream.range(0, 10));
      Files.delete(home.resolve("registry/comparisons/c~champion_1.json"));
      registry.remove(new VersionName("c"), new Change("a", "r"));
      assertThat(comparisons.versionsCompared(version.name(), champion, 1)).isEqualTo(2);
    }

    @Test
    void neverCountsFewerVersionsThanTheComparisonDid() throws IOException {
      ModelVersion version = publish(TestVersions.version("b", GATES, SAMPLE, "x"));
      keepComparison(version, "champion_1");
      Comparison comparison = comparisons.of(version.name()).getFirst();
      comparisons.keep(GateCheck.again(comparison, version, 5));
      use("b", LongStream.range(0, 10));
      Files.delete(home.resolve("registry/holdout-uses.json"));
      Publication champion = published("champion_1");
      assertThat(comparisons.versionsCompared(version.name(), champion, 1)).isEqualTo(5);
      assertThat(comparisons.versionsCompared(new VersionName("c"), champion, 1)).isEqualTo(2);
    }

    private void use(String candidate, LongStream customers) {
      comparisons.record(
          new HoldoutUses.Use(
              1,
              new VersionName(candidate),
              new VersionName("champion_1"),
              HoldoutUses.CustomerSample.of(customers)),
          published("champion_1"));
    }

    @Test
    void warnsOfInputsThatTheChampionDoesNotRequire() {
      publish(TestVersions.version("b", "", SAMPLE, "x", "income", "age"));
      assertThat(check("b").warnings())
          .containsExactly(
              "b requires income, age, which champion_1 does not: requests without it will be "
                  + "rejected once b is champion");
    }
  }

  @Nested
  @DisplayName("A stored comparison")
  class Kept {
    @Test
    void readsBackAsItWasAndIsTheSameBytesEachTime() {
      Comparison comparison =
          TestVersions.comparison(
              TestVersions.version("b", GATES, SAMPLE, "x"), "aa", "champion_1", "bb", FIGURES);
      comparisons.keep(comparison);
      assertThat(comparisons.of(new VersionName("b"), new VersionName("champion_1")))
          .isEqualTo(new Comparisons.Kept(comparison));
      byte[] document = ChecksummedText.seal(ComparisonDocument.write(comparison));
      assertThat(home.resolve("registry/comparisons/b~champion_1.json")).hasBinaryContent(document);
      assertThat(new String(document, StandardCharsets.UTF_8))
          .contains("\"verdict\" : \"passed\"", "\"document_sha256\" : \"aa\"");
    }

    @Test
    void isReadAsItIsIfAnEarlierCredenceWroteItWithoutAChecksum() throws IOException {
      ModelVersion version = publish(TestVersions.version("b", GATES, SAMPLE, "x"));
      keepComparison(version, "champion_1");
      Comparison comparison = comparisons.of(version.name()).getFirst();
      Path file = home.resolve("registry/comparisons/b~champion_1.json");
      Files.write(file, ComparisonDocument.write(comparison));
      assertThat(comparisons.of(version.name())).containsExactly(comparison);
      assertThat(check("b").reasonsAgainst()).isEmpty();
    }

    @Test
    void passesNoGateAndIsNamedWhenAByteOfItIsFlipped() throws IOException {
      long seed = Long.getLong("credence.seed", System.nanoTime());
      Random random = new Random(seed);
      ModelVersion version = publish(TestVersions.version("b", GATES, SAMPLE, "x"));
      keepComparison(version, "champion_1");
      Comparison comparison = comparisons.of(version.name()).getFirst();
      Path file = home.resolve("registry/comparisons/b~champion_1.json");
      byte[] whole = Files.readAllBytes(file);
      for (int i = 0; i < Integer.getInteger("credence.flips", 300); i++) {
        byte[] flipped = whole.clone();
        int at = random.nextInt(flipped.length);
        flipped[at] ^= (byte) (1 + random.nextInt(255));
        Files.write(file, flipped);
        String where = "seed %d, flip %d, byte %d".formatted(seed, i, at);
        damaged.clear();
        if (check("b").reasonsAgainst().isEmpty()) {
          assertThat(comparisons.of(version.name())).as(where).containsExactly(comparison);
        } else {
          assertThat(damaged).as(where).extracting(LocatedError::place).contains(file.toString());
          assertThat(check("b").reasonsAgainst().getFirst()).contains(file.toString(), "undecided");
        }
      }
    }

    @Test
    void isSkippedAndNamedWhereItIsNoFile() throws IOException {
      ModelVersion version = publish(TestVersions.version("b", GATES, SAMPLE, "x"));
      keepComparison(version, "champion_1");
      Path folder = home.resolve("registry/comparisons");
      Files.createDirectory(folder.resolve("b~champion_2.json"));
      Files.createSymbolicLink(folder.resolve("b~champion_3.json"), Path.of("nowhere"));
      assertThat(comparisons.of(version.name())).hasSize(1);
      assertThat(damaged).hasSize(2);
    }

    @Test
    void passesNoGateWhereItIsCutOff() throws IOException {
      ModelVersion version = publish(TestVersions.version("b", GATES, SAMPLE, "x"));
      keepComparison(version, "champion_1");
      Path file = home.resolve("registry/comparisons/b~champion_1.json");
      byte[] whole = Files.readAllBytes(file);
      for (int length = 0; length < whole.length - 2; length += 997) {
        Files.write(file, Arrays.copyOf(whole, length));
        assertThat(comparisons.of(version.name())).isEmpty();
        assertThat(check("b").reasonsAgainst())
            .singleElement()
            .asString()
            .contains(file.toString());
      }
    }
  }

  private PromotionCheck check(String name) {
    return PromotionCheck.of(registry, comparisons, new VersionName(name));
  }

  private ModelVersion publish(ModelVersion version) {
    registry.publish(version.name(), ModelDocument.write(version), new Change("a", "r"));
    return version;
  }

  private Publication published(String name) {
    return registry.state().publication(new VersionName(name)).orElseThrow();
  }

  private String sha256(String name) {
    return published(name).sha256();
  }

  private void keepComparison(ModelVersion candidate, String champion) {
    comparisons.keep(
        TestVersions.comparison(
            candidate, sha256(candidate.name().text()), champion, sha256(champion), FIGURES));
  }
}
