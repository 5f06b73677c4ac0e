package credence.training;

import credence.comparison.GateCheck;
import credence.dataset.CustomerObserver;
import credence.dataset.Outcomes;
import credence.dataset.ReadProgress;
import credence.dataset.TrainingSetSearch;
import credence.dataset.TrainingTable;
import credence.dataset.TrainingTableReader;
import credence.evaluation.PairedComparison;
import credence.evaluation.PairedComparison.Cutoffs;
import credence.evaluation.Sample;
import credence.fitting.TrainingThreads;
import credence.model.Comparison;
import credence.model.Comparison.Contender;
import credence.model.Comparison.HeldOut;
import credence.model.Comparison.SideDoubt;
import credence.model.Feature;
import credence.model.FeatureType;
import credence.model.Finding;
import credence.model.HoldoutUses.CustomerSample;
import credence.model.LocatedError;
import credence.model.ModelSpec;
import credence.model.ModelSpec.SplitMethod;
import credence.model.ModelSpec.Target;
import credence.model.ModelVersion;
import credence.model.OutcomeValues;
import credence.model.Provenance.TrainingSetReference;
import credence.model.Result;
import credence.splitting.CustomerTraits;
import credence.splitting.RowSelection;
import credence.splitting.RowSplit;
import credence.training.ComparisonRequest.PublishedVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Compares a candidate with the champion on the customers that the candidate holds out and that
/// are not on the champion's training side.
///
/// Both sides are recomputed: the candidate's training sets are read and split as its spec says,
/// and so are the champion's. A customer is held out if none of its rows were used to train the
/// candidate. Both models score the same rows with the same code as serving, each with its own
/// rules for missing values; rows that either rejects are excluded. Used once, by one thread.
public final class CandidateComparison {
  private final ComparisonRequest request;
  private final ModelVersion candidate;
  private final ModelVersion champion;
  private final ReadProgress progress;
  private final TrainingThreads threads;
  private final List<Finding> findings = new ArrayList<>();

  /// A comparison, with gates at 95 % confidence.
  ///
  /// @param customers the customers that the candidate holds out; null if they have no ids
  public record Outcome(Comparison comparison, @Nullable CustomerSample customers) {}

  private CandidateComparison(
      ComparisonRequest request, ReadProgress progress, TrainingThreads threads) {
    this.request = request;
    this.candidate = request.candidate().version();
    this.champion = request.champion().version();
    this.progress = progress;
    this.threads = threads;
  }

  /// Compares.
  ///
  /// @param progress receives the number of rows read, once for the champion's files and once or
  ///   twice for the candidate's, and decides whether to continue
  /// @return the comparison; rejected or failed with every error of the files, or of the
  ///   candidate's rows
  public static Result<Outcome> compare(ComparisonRequest request, ReadProgress progress) {
    try (TrainingThreads threads = new TrainingThreads(request.limits().threads())) {
      return new CandidateComparison(request, progress, threads).run();
    }
  }

  private Result<Outcome> run() {
    return Result.all(
            candidate.provenance().trainingSets().stream().map(this::candidateFile).toList())
        .then(
            files ->
                SeenCustomers.of(request, threads, progress).then(seen -> compare(files, seen)));
  }

  /// The file of a training set of the candidate, which must exist.
  private Result<Path> candidateFile(TrainingSetReference set) {
    return TrainingSetSearch.find(set, request.files())
        .map(Result::of)
        .orElseGet(
            () ->
                Result.rejected(
                    set.name(),
                    "expected the file on which %s was trained, with SHA-256 %s: specify it, or add it to the home's training sets"
                        .formatted(candidate.name(), set.sha256())));
  }

  private Result<Outcome> compare(List<Path> files, SeenCustomers seen) {
    ModelSpec spec = candidate.spec();
    CustomerTraits traits = new CustomerTraits(spec);
    BitSet excluded = new BitSet();
    CustomerObserver observer =
        (customer, id, from, to) -> {
          traits.newCustomer(customer, id, from, to);
          excluded.set(customer, seen.excludes(id, from, to));
        };
    return new TrainingTableReader(
            spec,
            request.limits(),
            candidate.provenance().combination(),
            candidate.model().valueRule())
        .read(files, observer, progress)
        .then(
            table -> {
              List<Finding> known = new ArrayList<>();
              return threads
                  .on(() -> RowSelection.of(table, spec, known))
                  .accepted()
                  .then(
                      selected ->
                          RowSplit.of(table, spec, selected.rows(), traits, known)
                              .then(
                                  split ->
                                      compare(
                                          files,
                                          new Outcomes(table, selected.defaulted()),
                                          split,
                                          excluded,
                                          seen)));
            });
  }

  private Result<Outcome> compare(
      List<Path> files, Outcomes outcomes, RowSplit split, BitSet excluded, SeenCustomers seen) {
    TrainingTable table = outcomes.table();
    SideDoubt doubt = threads.on(() -> doubt(outcomes, split));
    int[] heldOut = heldOut(table, split);
    return seenRows(files, table, excluded, seen)
        .then(
            seenRows -> {
              int[] unseen = Arrays.stream(heldOut).filter(seenRows.negate()).toArray();
              return championColumns(files, table)
                  .map(
                      championTable ->
                          threads.on(
                              () ->
                                  comparison(
                                      outcomes, championTable, heldOut, unseen, seen, doubt)));
            });
  }

  /// The rows that are to be excluded because the champion has seen them. If it identifies
  /// customers otherwise than the candidate, the files are read again as it identifies them.
  ///
  /// @param excluded the customers to be excluded, if both identify customers alike
  private Result<IntPredicate> seenRows(
      List<Path> files, TrainingTable table, BitSet excluded, SeenCustomers seen) {
    if (candidate.spec().identifiesLike(champion.spec())) {
      return Result.of(row -> excluded.get(table.customer(row)));
    }
    BitSet seenByChampion = new BitSet();
    Result<TrainingTable> reading =
        new TrainingTableReader(
                champion.spec().identifying(candidate.spec().target(), candidate.spec().csv()),
                request.limits(),
                candidate.provenance().combination(),
                champion.model().valueRule())
            .read(
                files,
                (customer, id, from, to) ->
                    seenByChampion.set(customer, seen.excludes(id, from, to)),
                progress);
    return ofChampion(reading).map(other -> row -> seenByChampion.get(other.customer(row)));
  }

  /// Why the candidate's sides may not be those of its training; null if they are. The time zone
  /// affects which rows of a split by id are used, never the side of a customer.
  private @Nullable SideDoubt doubt(Outcomes outcomes, RowSplit split) {
    SideDoubt doubt = SideCheck.doubt(candidate, outcomes, split);
    return doubt == SideDoubt.ZONE_UNKNOWN && candidate.spec().split().method() == SplitMethod.BY_ID
        ? null
        : doubt;
  }

  /// The candidate's validation rows of customers without training rows.
  private static int[] heldOut(TrainingTable table, RowSplit split) {
    BitSet trained = new BitSet();
    for (int row : split.training()) {
      trained.set(table.customer(row));
    }
    return Arrays.stream(split.validation())
        .filter(row -> !trained.get(table.customer(row)))
        .toArray();
  }

  /// A table of the candidate's rows with the champion's inputs, by the champion's rule for values:
  /// the candidate's own, or the same files read again. A missing column is an error.
  private Result<TrainingTable> championColumns(List<Path> files, TrainingTable table) {
    List<Feature> own = champion.spec().features();
    if (own.stream().allMatch(this::isInCandidatesTable)) {
      return Result.of(table);
    }
    Result<TrainingTable> reading =
        new TrainingTableReader(
                candidate.spec().withColumns(own, List.of()),
                request.limits(),
                candidate.provenance().combination(),
                champion.model().valueRule())
            .read(files, CustomerObserver.NONE, progress);
    return ofChampion(reading);
  }

  private Result<TrainingTable> ofChampion(Result<TrainingTable> reading) {
    return reading instanceof Result.Rejected<TrainingTable>(List<LocatedError> errors)
        ? new Result.Rejected<>(errors.stream().map(this::ofChampion).toList())
        : reading;
  }

  /// Whether the candidate's table has a feature of the champion, read as the champion reads it.
  private boolean isInCandidatesTable(Feature feature) {
    boolean readAlike =
        feature.type() != FeatureType.CATEGORY
            || champion.model().valueRule() == candidate.model().valueRule();
    return readAlike
        && candidate.spec().features().stream()
            .anyMatch(
                other -> other.name().equals(feature.name()) && other.type() == feature.type());
  }

  private LocatedError ofChampion(LocatedError error) {
    return new LocatedError(
        error.place(), error.expected() + "; the champion " + champion.name() + " reads it");
  }

  private Outcome comparison(
      Outcomes outcomes,
      TrainingTable championTable,
      int[] heldOut,
      int[] unseen,
      SeenCustomers seen,
      @Nullable SideDoubt doubt) {
    TrainingTable table = outcomes.table();
    double[] own = TableScoring.probabilities(table, candidate.model(), unseen);
    double[] other = TableScoring.probabilities(championTable, champion.model(), unseen);
    int[] scored =
        IntStream.range(0, unseen.length)
            .filter(i -> !Double.isNaN(own[i]) && !Double.isNaN(other[i]))
            .toArray();
    int[] rows = IntStream.of(scored).map(i -> unseen[i]).toArray();
    PairedComparison figures = null;
    if (rows.length > 0) {
      Sample sample = outcomes.sample(rows, pick(own, scored));
      figures = PairedComparison.of(sample, pick(other, scored), cutoffs());
    }
    long customers = SideCheck.customers(table, heldOut);
    long excluded = customers - SideCheck.customers(table, unseen);
    boolean byHash = seen.splitById() != null;
    HeldOut counts =
        new HeldOut(
            customers,
            heldOut.length,
            seen.known() ? (Long) (byHash ? 0 : excluded) : null,
            byHash ? (Long) excluded : null,
            SideCheck.customers(table, rows),
            rows.length,
            seen.setsGone(),
            doubt,
            seen.doubt(),
            table.sets().stream().map(TrainingSetReference::sha256).toList(),
            null);
    addFindings(counts, unseen.length - rows.length);
    Comparison comparison =
        new Comparison(
            contender(request.candidate()),
            contender(request.champion()),
            counts,
            figures,
            GateCheck.against(candidate, figures, counts.doubt(), 1),
            findings);
    return new Outcome(comparison, sample(table, heldOut));
  }

  /// Whether two targets are the same column with the same meaning. They may treat missing outcomes
  /// differently.
  private static boolean isSameOutcome(Target one, Target other) {
    return one.column().equals(other.column()) && OutcomeValues.agree(one.values(), other.values());
  }

  /// The customers held out; null if they have no ids, since the keys of rows depend on the
  /// features of a spec.
  private @Nullable CustomerSample sample(TrainingTable table, int[] heldOut) {
    return candidate.spec().hasIds()
        ? CustomerSample.of(
            IntStream.of(heldOut).mapToLong(row -> table.customerHashes().get(table.customer(row))))
        : null;
  }

  private static Contender contender(PublishedVersion published) {
    return new Contender(published.version().name(), published.documentSha256());
  }

  private static double[] pick(double[] values, int[] positions) {
    return IntStream.of(positions).mapToDouble(i -> values[i]).toArray();
  }

  /// Each model uses the cutoff of its own spec, or else the other's.
  private @Nullable Cutoffs cutoffs() {
    Double own = candidate.spec().cutoff();
    Double other = champion.spec().cutoff();
    if (own == null && other == null) {
      return null;
    }
    double either = own != null ? own : other != null ? other : Double.NaN;
    return new Cutoffs(own == null ? either : own, other == null ? either : other);
  }

  private void addFindings(HeldOut counts, int rejected) {
    if (counts.customersSeen() == null && counts.championDoubt() == null) {
      findings.add(new Finding.MayHaveBeenSeen(counts.customersCompared(), counts.setsGone()));
    }
    addDoubt(champion, false, counts.championDoubt(), counts.customersCompared());
    addDoubt(candidate, true, counts.candidateDoubt(), counts.customersCompared());
    boolean byRows = !candidate.spec().hasIds();
    if (byRows || !champion.spec().hasIds()) {
      findings.add(
          new Finding.ComparedByRows(counts.rowsCompared(), byRows, !champion.spec().hasIds()));
    }
    if (!isSameOutcome(candidate.spec().target(), champion.spec().target())) {
      findings.add(new Finding.OutcomesDiffer(counts.rowsCompared()));
    }
    if (rejected > 0) {
      findings.add(new Finding.UnscorableRows(rejected));
    }
  }

  private void addDoubt(
      ModelVersion version, boolean isCandidate, @Nullable SideDoubt doubt, long customers) {
    if (doubt != null) {
      findings.add(
          new Finding.SidesNotReproduced(customers, version.name().text(), isCandidate, doubt));
    }
  }
}
