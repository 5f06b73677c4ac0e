package credence.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import credence.dataset.Tables;
import credence.document.SpecDocument;
import credence.engine.EngineLimits;
import credence.evaluation.AucDifference;
import credence.evaluation.Estimate;
import credence.evaluation.PairedComparison;
import credence.exercise.Exercise;
import credence.model.CategoryEncoding;
import credence.model.Comparison;
import credence.model.Feature.UnseenLevel;
import credence.model.Finding;
import credence.model.GateResult;
import credence.model.GateResult.Verdict;
import credence.model.LocatedError;
import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.Result;
import credence.model.ValueRule;
import credence.model.VersionName;
import credence.results.Results;
import credence.splitting.Side;
import credence.splitting.SidesOfIds;
import credence.splitting.SplitById;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A candidate is compared with the champion")
class CandidateComparisonTest {
  private static final int CUSTOMERS = 3_000;

  @TempDir private Path folder;
  private Path first;
  private Path second;

  @BeforeEach
  void writeTrainingSets() throws SQLException {
    first = Tables.write(folder.resolve("first.parquet"), rows(0, CUSTOMERS));
    second = Tables.write(folder.resolve("second.parquet"), rows(2_000, CUSTOMERS));
  }

  /// Customers with ids from a number on, every fifth twice; risk rises with x and falls with y.
  private static String rows(int from, int count) {
    return """
    SELECT 'c' || c AS customer, x, y, x > 0.5 AS flag,
      hash(c * 31 + 7) %% 1000 / 1000.0 < 1 / (1 + exp(2 - 2 * x + y)) AS bad
    FROM (SELECT c, hash(c * 3 + k) %% 1000 / 400.0 AS x, hash(c * 5 + k + 1) %% 1000 / 500.0 AS y
      FROM range(%d, %d) t(c), range(0, 2) d(k) WHERE k = 0 OR c %% 5 = 0)
    """
        .formatted(from, from + count);
  }

  private static ModelSpec spec(String features, String more) {
    return Tables.spec(
        "{id: customer, target: {column: bad}, features: {%s}, %s}".formatted(features, more));
  }

  private static final String X = "x: {type: number}";
  private static final String Y = "y: {type: number}";

  private ModelVersion trained(String name, ModelSpec spec, Path... files) {
    return Trainings.trained(name, spec, folder, files);
  }

  private Result<Comparison> run(ModelVersion candidate, ModelVersion champion, Path... files) {
    return Trainings.comparison(candidate, champion, folder, files);
  }

  private Comparison compared(ModelVersion candidate, ModelVersion champion, Path... files) {
    return Results.value(run(candidate, champion, files));
  }

  private static PairedComparison figures(Comparison comparison) {
    return Objects.requireNonNull(comparison.figures());
  }

  @Nested
  @DisplayName("on the customers")
  class OnCustomers {
    @Test
    void thatBothHoldOutWhereTheySplitAlike() {
      Comparison comparison =
          compared(
              trained("b", spec(X + "," + Y, "split: {seed: 3}"), first, second),
              trained("a", spec(X, "split: {seed: 3}"), first),
              first,
              second);
      assertThat(comparison.heldOut().customersSeen()).isZero();
      assertThat(comparison.heldOut().customers())
          .isEqualTo(customers(0, 5_000, 3, 3, 0))
          .isEqualTo(comparison.heldOut().customersCompared());
      assertThat(comparison.heldOut().setsGone()).isEmpty();
    }

    @Test
    void thatTheChampionWasNotFittedToWhereTheySplitOtherwise() {
      Comparison comparison =
          compared(
              trained("b", spec(X, "split: {seed: 3}"), first, second),
              trained("a", spec(X, "split: {seed: 4}"), first),
              first,
              second);
      assertThat(comparison.heldOut().customersCompared())
          .isEqualTo(customers(0, 3_000, 3, 4, 1) + customers(3_000, 5_000, 3, 3, 0));
      assertThat(comparison.heldOut().customersSeen())
          .isEqualTo(comparison.heldOut().customers() - comparison.heldOut().customersCompared())
          .isPositive();
    }

    @Test
    void noneOfWhoseRowsTrainedTheCandidate() {
      ModelVersion version = trained("b", spec(X, "split: {method: numpy}"), first);
      long both = Trainings.finding(version, "customers-on-both-sides").count();
      Comparison comparison = compared(version, version, first);
      assertThat(both).isPositive();
      assertThat(comparison.heldOut().customers())
          .isEqualTo(version.evaluation().validationAsServed().balance().customers() - both)
          .isEqualTo(comparison.heldOut().customersCompared());
    }

    @Test
    void andOnNoCustomersWhereTheChampionHasSeenAll() {
      ModelSpec gated = spec(X, "split: {seed: 3, share: 0.1}, gates: {auc-loss-max: 0.1}");
      ModelVersion candidate = trained("b", gated, first);
      long seed = seedThatTrainsAll(candidate);
      Comparison comparison =
          compared(
              candidate,
              trained("a", spec(X, "split: {share: 0.001, seed: " + seed + "}"), first),
              first);
      assertThat(comparison.heldOut().customersCompared()).isZero();
      assertThat(comparison.figures()).isNull();
      assertThat(comparison.gates().getFirst().verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    private static long seedThatTrainsAll(ModelVersion candidate) {
      SplitById own = new SplitById(3, candidate.spec().split().share());
      return IntStream.range(0, 10_000)
          .filter(
              seed -> {
                SplitById other = new SplitById(seed, 0.001);
                List<String> validating =
                    IntStream.range(0, CUSTOMERS)
                        .mapToObj(c -> "c" + c)
                        .filter(id -> SidesOfIds.of(other, id) == Side.VALIDATION)
                        .toList();
                return !validating.isEmpty()
                    && validating.stream().allMatch(id -> SidesOfIds.of(own, id) == Side.TRAINING);
              })
          .findFirst()
          .orElseThrow();
    }

    /// The customers held out by the first seed and, with `both` = 1, also by the second.
    private static long customers(int from, int to, long seed, long otherSeed, int both) {
      SplitById own = new SplitById(seed, 0.25);
      SplitById other = new SplitById(otherSeed, 0.25);
      return IntStream.range(from, to)
          .mapToObj(c -> "c" + c)
          .filter(id -> SidesOfIds.of(own, id) == Side.VALIDATION)
          .filter(id -> both == 0 || SidesOfIds.of(other, id) == Side.VALIDATION)
          .count();
    }
  }

  @Nested
  @DisplayName("by scores")
  class ByScores {
    @Test
    void thatAreThoseOfServingForBothEvenWhereTheyReadOtherColumns() {
      ModelVersion candidate = trained("b", spec(X + "," + Y, "cutoff: 0.4"), first);
      ModelVersion champion = trained("a", spec("flag: {type: boolean}", "cutoff: 0.3"), first);
      PairedComparison figures = figures(compared(candidate, champion, first));
      assertThat(figures.candidate()).isEqualTo(candidate.evaluation().validationAsServed());
      assertThat(figures.champion()).isEqualTo(champion.evaluation().validationAsServed());
      assertThat(figures.decisionChanges().getFirst().candidateCutoff()).isEqualTo(0.4);
      assertThat(figures.decisionChanges().getFirst().championCutoff()).isEqualTo(0.3);
    }

    @Test
    void ofAVersionWithItselfThatDoNotDiffer() {
      ModelVersion version = trained("a", spec(X, "gates: {auc-loss-max: 0}"), first);
      Comparison comparison = compared(version, version, first);
      assertThat(figures(comparison).aucDifference())
          .isEqualTo(new AucDifference(new Estimate(0, null, null), 1.0, true));
      assertThat(comparison.gates().getFirst().verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void ofTheExercisesModelWithTheFreeInterceptOfIt() {
      ModelSpec spec = SpecDocument.byDefault().spec();
      String free =
          SpecDocument.text(spec)
              .replace("liblinear", "newton")
              .replace("penalise-intercept: true", "penalise-intercept: false");
      Path file = Exercise.trainingSet();
      Comparison comparison =
          compared(trained("b", Tables.spec(free), file), trained("a", spec, file), file);
      assertThat(comparison.heldOut().rowsCompared()).isEqualTo(404);
      assertThat(figures(comparison).champion().auc()).isNotNull();
      assertThat(Objects.requireNonNull(figures(comparison).champion().auc()).value())
          .isCloseTo(0.5967806841046277, within(1e-12));
    }

    @Test
    void onlyIfTheFilesHaveWhatTheChampionReads() throws SQLException {
      Path wide =
          Tables.write(
              folder.resolve("wide.parquet"), "SELECT *, x AS z FROM (" + rows(0, 900) + ")");
      Result<Comparison> result =
          run(
              trained("b", spec(X, ""), first),
              trained("a", spec("z: {type: number}", ""), wide),
              first,
              wide);
      assertThat(Results.rejected(result))
          .extracting(LocatedError::message)
          .singleElement()
          .asString()
          .startsWith("first.parquet: column z: expected this column")
          .endsWith("; the champion a reads it");
    }
  }

  @Nested
  @DisplayName("of an earlier build, by levels")
  class OfAnEarlierBuild {
    /// A version of an earlier build that knows two levels and rejects others.
    private ModelVersion earlier(ModelVersion like, String... levels) {
      LogisticModel model =
          new LogisticModel(
              ValueRule.LITERAL,
              List.of(new CategoryEncoding("code", null, List.of(levels), UnseenLevel.REJECT)),
              -1,
              List.of(0.5));
      return new ModelVersion(
          new VersionName("a"),
          like.spec(),
          model,
          null,
          like.evaluation(),
          like.findings(),
          like.references(),
          like.provenance());
    }

    private Path coded(String code) throws SQLException {
      return Tables.write(
          folder.resolve("coded.parquet"),
          "SELECT *, %s AS code FROM (%s)".formatted(code, rows(0, 900)));
    }

    @Test
    void thatItReadsByItsOwnRule() throws SQLException {
      Path file = coded("9007199254740992 + (x > 1)::INTEGER");
      ModelVersion candidate = trained("b", spec("code: {type: category}, " + X, ""), file);
      ModelVersion champion = earlier(candidate, "9007199254740992", "9007199254740993");
      Comparison comparison = compared(candidate, champion, file);
      assertThat(comparison.heldOut().rowsCompared())
          .isPositive()
          .isEqualTo(comparison.heldOut().rows());
    }

    @Test
    void onlyIfItsRuleHasLevelsForThem() throws SQLException {
      Path file = coded("(x > 1)::DOUBLE");
      ModelVersion candidate = trained("b", spec("code: {type: category}, " + X, ""), file);
      assertThat(Results.rejected(run(candidate, earlier(candidate, "0", "1"), file)))
          .extracting(LocatedError::message)
          .singleElement()
          .asString()
          .contains("column code: expected levels as strings")
          .endsWith("; the champion a reads it");
    }
  }

  @Nested
  @DisplayName("with its training sets")
  class WithTrainingSets {
    private final ModelSpec gated = spec(X, "gates: {auc-loss-max: 0.1, rows-min: 10}");

    @Test
    void foundByNameAndContentWhereverTheyAre() throws IOException {
      ModelVersion version = trained("a", gated, first);
      Path elsewhere = Files.createDirectories(folder.resolve("else")).resolve("first.parquet");
      Files.move(first, elsewhere);
      Files.copy(second, first);
      assertThat(compared(version, version, first, elsewhere).heldOut().customersSeen()).isZero();
    }

    @Test
    void andUndecidedWhereOneOfTheChampionsIsGone() {
      ModelVersion champion = trained("a", spec(X, "split: {method: numpy}"), first, second);
      Comparison comparison = compared(trained("b", gated, first), champion, first);
      assertThat(comparison.heldOut().setsGone()).containsExactly("second.parquet");
      assertThat(comparison.heldOut().customersSeen()).isNull();
      assertThat(comparison.heldOut().customersCompared()).isPositive();
      assertThat(comparison.findings())
          .extracting(Finding::code)
          .containsExactly("may-have-been-seen");
      assertThat(comparison.gates())
          .extracting(gate -> gate.gate() + " " + gate.verdict())
          .containsExactly("auc-loss-max UNDECIDED", "rows-min PASSED");
    }

    @Test
    void whereTheHashOfTheIdsDecidesIfOneOfTheChampionsIsGone() {
      String gate = "gates: {auc-loss-max: 0.5}, split: {seed: 3, share: ";
      ModelVersion smaller = trained("b", spec(X, gate + "0.1}"), first);
      ModelVersion larger = trained("a", spec(X, gate + "0.3}"), second);
      for (Comparison comparison :
          List.of(compared(smaller, larger, first), compared(larger, smaller, second))) {
        Comparison.HeldOut heldOut = comparison.heldOut();
        assertThat(heldOut.customersSeen()).isZero();
        assertThat(heldOut.doubt()).isNull();
        assertThat(comparison.findings()).isEmpty();
        assertThat(comparison.gates().getFirst().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(heldOut.customersExcludedByHash())
            .isEqualTo(heldOut.customers() - heldOut.customersCompared());
      }
      assertThat(compared(smaller, larger, first).heldOut().customersCompared())
          .isEqualTo(heldOutByBoth(0, 3, 0.1, 3, 0.3));
      assertThat(compared(larger, smaller, second).heldOut().customersCompared())
          .isEqualTo(heldOutByBoth(2_000, 3, 0.1, 3, 0.3))
          .isLessThan(compared(larger, smaller, second).heldOut().customers());
      ModelVersion otherSeed = trained("c", spec(X, "split: {seed: 4}"), second);
      assertThat(compared(smaller, otherSeed, first).heldOut().customersCompared())
          .isEqualTo(heldOutByBoth(0, 3, 0.1, 4, 0.25))
          .isPositive();
    }

    @Test
    void andUndecidedWithoutThemIfTheTwoIdentifyCustomersByOtherColumns() throws SQLException {
      Path named =
          Tables.write(
              folder.resolve("named.parquet"),
              "SELECT *, customer AS number FROM (" + rows(0, 900) + ")");
      ModelSpec spec =
          Tables.spec("{id: number, target: {column: bad}, features: {x: {type: number}}}");
      Comparison comparison =
          compared(trained("b", gated, first), trained("a", spec, named), first);
      assertThat(comparison.heldOut().customersSeen()).isNull();
      assertThat(comparison.heldOut().doubt()).isEqualTo(GateResult.Reason.MAY_HAVE_BEEN_SEEN);
    }

    /// How many of 3,000 customers two splits by id hold out.
    private static long heldOutByBoth(
        int from, long seed, double share, long otherSeed, double otherShare) {
      SplitById one = new SplitById(seed, share);
      SplitById other = new SplitById(otherSeed, otherShare);
      return IntStream.range(from, from + CUSTOMERS)
          .mapToObj(c -> "c" + c)
          .filter(
              id ->
                  SidesOfIds.of(one, id) == Side.VALIDATION
                      && SidesOfIds.of(other, id) == Side.VALIDATION)
          .count();
    }

    @Test
    void rejectedWhereOneOfItsOwnIsGoneOrChanged() throws IOException {
      ModelVersion version = trained("a", gated, first, second);
      Files.copy(first, second, StandardCopyOption.REPLACE_EXISTING);
      Result<Comparison> result = run(version, version, first, second);
      assertThat(Results.rejected(result))
          .singleElement()
          .satisfies(error -> assertThat(error.place()).isEqualTo("second.parquet"));
    }
  }

  @Test
  void unlessItIsCancelled() {
    ModelVersion version = trained("a", spec(X, ""), first);
    ComparisonRequest request =
        new ComparisonRequest(
            new ComparisonRequest.PublishedVersion(version, "aa"),
            new ComparisonRequest.PublishedVersion(version, "bb"),
            List.of(first),
            new EngineLimits(256L << 20, 2, folder.resolve("spill")));
    assertThat(CandidateComparison.compare(request, _ -> false))
        .isEqualTo(new Result.Cancelled<CandidateComparison.Outcome>());
  }
}
