package credence.training;

import credence.comparison.GateCheck;
import credence.evaluation.PairedComparison;
import credence.evaluation.PairedComparison.Cutoffs;
import credence.evaluation.Sample;
import credence.model.Comparison;
import credence.model.Comparison.Contender;
import credence.model.Comparison.HeldOut;
import credence.model.Fault;
import credence.model.Feature;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.Provenance.TrainingSetReference;
import credence.training.ComparisonRequest.PublishedVersion;
import credence.trainingset.CustomerObserver;
import credence.trainingset.ReadProgress;
import credence.trainingset.TableReading;
import credence.trainingset.TrainingSetSearch;
import credence.trainingset.TrainingTable;
import credence.trainingset.TrainingTableReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Compares a candidate with the champion on the customers whom the candidate holds out and whom no
/// training side of the champion contains.
///
/// Both sides are recomputed: the candidate's training sets are read and split as its spec says,
/// and so are the champion's. A customer counts as held out if none of its rows trained the
/// candidate. Both models score the same rows with the code that serves, each with its own rules
/// for missing values; a row that either refuses is left out. Used once, by one thread.
public final class CandidateComparison {
  private final ComparisonRequest request;
  private final ModelVersion candidate;
  private final ModelVersion champion;
  private final ReadProgress progress;
  private final TrainingThreads threads;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> setsGone = new ArrayList<>();

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
  /// @param progress told of the rows read, once for the champion's files and once or twice for the
  ///   candidate's, and asked whether to go on
  public static ComparisonOutcome compare(ComparisonRequest request, ReadProgress progress) {
    try (TrainingThreads threads = new TrainingThreads(request.limits().threads())) {
      return new CandidateComparison(request, progress, threads).run();
    }
  }

  private ComparisonOutcome run() {
    List<Path> files =
        find(
            candidate,
            set ->
                faults.add(
                    new Fault(
                        set.name(),
                        "expected the very file that %s was trained on, with SHA-256 %s: name it, or put it among the home's training sets"
                            .formatted(candidate.name(), set.sha256()))));
    if (!faults.isEmpty()) {
      return new ComparisonOutcome.Refused(faults);
    }
    return switch (fittedToChampion()) {
      case FittedCustomers.Cancelled _ -> new ComparisonOutcome.Cancelled();
      case FittedCustomers.Failed(List<Fault> found) -> new ComparisonOutcome.Refused(found);
      case FittedCustomers.Unknown _ -> compare(files, null);
      case FittedCustomers.Known(FittedCustomers customers) -> compare(files, customers);
    };
  }

  /// The files that a version was trained on, as far as they are still there.
  ///
  /// @param gone told of each that is not
  private List<Path> find(ModelVersion version, Consumer<TrainingSetReference> gone) {
    List<Path> found = new ArrayList<>();
    for (TrainingSetReference set : version.provenance().trainingSets()) {
      Path file = TrainingSetSearch.find(set, request.files());
      if (file == null) {
        gone.accept(set);
      } else {
        found.add(file);
      }
    }
    return found;
  }

  /// The customers whom the champion was fitted to; unknown, with the sets that are gone, unless
  /// all of its files are still there.
  private FittedCustomers.Result fittedToChampion() {
    List<Path> files = find(champion, set -> setsGone.add(set.name()));
    if (!setsGone.isEmpty()) {
      return new FittedCustomers.Unknown();
    }
    FittedCustomers.Result result =
        FittedCustomers.of(champion, files, request.limits(), threads, progress);
    if (result instanceof FittedCustomers.Unknown) {
      champion.provenance().trainingSets().forEach(set -> setsGone.add(set.name()));
    }
    return result;
  }

  /// @param fitted the customers whom the champion was fitted to; null if nobody can tell
  private ComparisonOutcome compare(List<Path> files, @Nullable FittedCustomers fitted) {
    ModelSpec spec = candidate.spec();
    CustomerTraits traits = new CustomerTraits(spec);
    BitSet seen = new BitSet();
    CustomerObserver observer =
        (customer, id, from, to) -> {
          traits.newCustomer(customer, id, from, to);
          seen.set(customer, fitted != null && fitted.contains(id, from, to));
        };
    TableReading reading =
        new TrainingTableReader(spec, request.limits(), candidate.provenance().combination())
            .read(files, observer, progress);
    if (!(reading instanceof TrainingTable table)) {
      return outcome(reading);
    }
    List<Finding> known = new ArrayList<>();
    RowSelection.Selected selected = threads.on(() -> RowSelection.of(table, spec, faults, known));
    RowSplit split =
        faults.isEmpty()
            ? RowSplit.of(table, spec, selected.rows(), traits, faults, known)
            : new RowSplit(new int[0], new int[0]);
    if (!faults.isEmpty()) {
      return new ComparisonOutcome.Refused(faults);
    }
    TableReading championReading = championColumns(files, table);
    if (!(championReading instanceof TrainingTable championTable)) {
      return outcome(championReading);
    }
    int[] heldOut = heldOut(table, split);
    int[] unseen = Arrays.stream(heldOut).filter(row -> !seen.get(table.customer(row))).toArray();
    Outcomes outcomes = new Outcomes(table, selected.defaulted());
    return new ComparisonOutcome.Compared(
        threads.on(() -> comparison(outcomes, championTable, heldOut, unseen, fitted != null)));
  }

  private static ComparisonOutcome outcome(TableReading reading) {
    return switch (reading) {
      case TableReading.Refused(List<Fault> found) -> new ComparisonOutcome.Refused(found);
      case TableReading.Failed(List<Fault> found) -> new ComparisonOutcome.Refused(found);
      default -> new ComparisonOutcome.Cancelled();
    };
  }

  /// The rows that validate the candidate, of customers none of whose rows trained it.
  private static int[] heldOut(TrainingTable table, RowSplit split) {
    BitSet trained = new BitSet();
    for (int row : split.training()) {
      trained.set(table.customer(row));
    }
    return Arrays.stream(split.validation())
        .filter(row -> !trained.get(table.customer(row)))
        .toArray();
  }

  /// A table of the candidate's rows that has what the champion reads: the candidate's own, or the
  /// same files read once more. A column that the files lack is a fault.
  private TableReading championColumns(List<Path> files, TrainingTable table) {
    List<Feature> own = champion.spec().features();
    boolean there =
        own.stream()
            .allMatch(
                feature ->
                    candidate.spec().features().stream()
                        .anyMatch(
                            other ->
                                other.name().equals(feature.name())
                                    && other.type() == feature.type()));
    if (there) {
      return table;
    }
    TableReading reading =
        new TrainingTableReader(
                candidate.spec().withColumns(own, List.of()),
                request.limits(),
                candidate.provenance().combination())
            .read(files, CustomerObserver.NONE, progress);
    return switch (reading) {
      case TableReading.Refused(List<Fault> found) ->
          new TableReading.Refused(
              found.stream()
                  .map(
                      fault ->
                          new Fault(
                              fault.place(),
                              fault.expected() + "; the champion " + champion.name() + " reads it"))
                  .toList());
      default -> reading;
    };
  }

  private Comparison comparison(
      Outcomes outcomes,
      TrainingTable championTable,
      int[] heldOut,
      int[] unseen,
      boolean fittedKnown) {
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
    long customers = customers(table, heldOut);
    HeldOut counts =
        new HeldOut(
            customers,
            heldOut.length,
            fittedKnown ? (Long) (customers - customers(table, unseen)) : null,
            customers(table, rows),
            rows.length,
            setsGone,
            table.sets().stream().map(TrainingSetReference::sha256).toList(),
            request.candidatesBefore());
    addFindings(counts, unseen.length - rows.length);
    return new Comparison(
        contender(request.candidate()),
        contender(request.champion()),
        counts,
        figures,
        GateCheck.against(candidate, figures, counts.mayHaveBeenSeen()),
        findings);
  }

  private static Contender contender(PublishedVersion published) {
    return new Contender(published.version().name(), published.documentSha256());
  }

  private static long customers(TrainingTable table, int[] rows) {
    BitSet customers = new BitSet(table.customers());
    for (int row : rows) {
      customers.set(table.customer(row));
    }
    return customers.cardinality();
  }

  private static double[] pick(double[] values, int[] positions) {
    return IntStream.of(positions).mapToDouble(i -> values[i]).toArray();
  }

  /// Each model decides by its own spec's cutoff; one that has none by the other's.
  private @Nullable Cutoffs cutoffs() {
    Double own = candidate.spec().cutoff();
    Double other = champion.spec().cutoff();
    if (own == null && other == null) {
      return null;
    }
    double either = own != null ? own : other != null ? other : Double.NaN;
    return new Cutoffs(own == null ? either : own, other == null ? either : other);
  }

  private void addFindings(HeldOut counts, int refused) {
    if (counts.mayHaveBeenSeen()) {
      findings.add(new Finding.MayHaveBeenSeen(counts.customersCompared(), counts.setsGone()));
    }
    if (counts.candidatesBefore() > 0) {
      findings.add(new Finding.JudgedBefore(counts.candidatesBefore()));
    }
    if (refused > 0) {
      findings.add(new Finding.UnscorableRows(refused));
    }
  }
}
