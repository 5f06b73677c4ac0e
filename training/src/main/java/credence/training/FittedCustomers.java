package credence.training;

import credence.dataset.CustomerIndex;
import credence.dataset.Outcomes;
import credence.dataset.ReadProgress;
import credence.dataset.TrainingTable;
import credence.dataset.TrainingTableReader;
import credence.engine.EngineLimits;
import credence.fitting.TrainingThreads;
import credence.model.Comparison.SideDoubt;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.Result;
import credence.splitting.CustomerTraits;
import credence.splitting.RowSelection;
import credence.splitting.RowSplit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// The customers to which a version was fitted, recomputed from its provenance: its training sets
/// are read again and split again as its spec says.
final class FittedCustomers {
  private final CustomerIndex ids = new CustomerIndex();
  private final BitSet fitted = new BitSet();

  /// The number of each row's key if there are no ids; a customer's is the same in table and index.
  private int[] keyOfRow = new int[0];

  private FittedCustomers() {}

  /// The result of recomputing the training side.
  sealed interface Recomputed {}

  /// The customers are known.
  record Known(FittedCustomers customers) implements Recomputed {}

  /// The files no longer yield a split.
  record Changed() implements Recomputed {}

  /// The files yield a split, but perhaps not that of the training.
  record Doubtful(SideDoubt doubt) implements Recomputed {}

  /// Recomputes the training side of a version.
  ///
  /// @param files its training sets, in the order of its provenance
  /// @return failed if they could not be read
  static Result<Recomputed> of(
      ModelVersion version,
      List<Path> files,
      EngineLimits limits,
      TrainingThreads threads,
      ReadProgress progress) {
    ModelSpec asTrained = version.spec();
    ModelSpec spec =
        asTrained.withColumns(asTrained.hasIds() ? List.of() : asTrained.features(), List.of());
    FittedCustomers customers = new FittedCustomers();
    CustomerTraits traits = new CustomerTraits(spec);
    Result<TrainingTable> reading =
        new TrainingTableReader(spec, limits, version.provenance().combination())
            .read(
                files,
                (customer, id, from, to) -> {
                  traits.newCustomer(customer, id, from, to);
                  int key = customers.ids.number(id, from, to);
                  if (!spec.hasIds()) {
                    customers.addRow(customer, key);
                  }
                },
                progress);
    return reading instanceof Result.Rejected<TrainingTable>
        ? Result.of(new Changed())
        : reading.map(
            table ->
                table.sets().equals(version.provenance().trainingSets())
                    ? threads.on(() -> customers.split(version, table, spec, traits))
                    : new Changed());
  }

  private void addRow(int row, int key) {
    if (row >= keyOfRow.length) {
      keyOfRow = Arrays.copyOf(keyOfRow, Math.max(1024, 2 * keyOfRow.length));
    }
    keyOfRow[row] = key;
  }

  /// Whether a customer is among them.
  ///
  /// @param id holds the id as text, in UTF-8
  /// @param from where the id begins
  /// @param to where it ends, exclusive
  boolean contains(byte[] id, int from, int to) {
    int number = ids.find(id, from, to);
    return number != CustomerIndex.NONE && fitted.get(number);
  }

  /// Splits the table. The table and the index number customers in order of first occurrence.
  private Recomputed split(
      ModelVersion version, TrainingTable table, ModelSpec spec, CustomerTraits traits) {
    List<Finding> findings = new ArrayList<>();
    Result<Recomputed> recomputed =
        RowSelection.of(table, spec, findings)
            .accepted()
            .then(
                selected ->
                    RowSplit.of(table, spec, selected.rows(), traits, findings)
                        .map(
                            sides ->
                                checked(
                                    version, new Outcomes(table, selected.defaulted()), sides)));
    return recomputed.stream().findFirst().orElseGet(Changed::new);
  }

  private Recomputed checked(ModelVersion version, Outcomes outcomes, RowSplit sides) {
    SideDoubt doubt = SideCheck.doubt(version, outcomes, sides);
    if (doubt != null) {
      return new Doubtful(doubt);
    }
    for (int row : sides.training()) {
      fitted.set(version.spec().hasIds() ? outcomes.table().customer(row) : keyOfRow[row]);
    }
    return new Known(this);
  }
}
