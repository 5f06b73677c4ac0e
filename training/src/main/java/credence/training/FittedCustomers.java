package credence.training;

import credence.dataset.CustomerIndex;
import credence.dataset.ReadProgress;
import credence.dataset.TrainingTable;
import credence.dataset.TrainingTableReader;
import credence.engine.EngineLimits;
import credence.fitting.TrainingThreads;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.Result;
import credence.splitting.CustomerTraits;
import credence.splitting.RowSelection;
import credence.splitting.RowSplit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The customers to which a version was fitted, recomputed from its provenance: its training sets
/// are read again and split again as its spec says.
final class FittedCustomers {
  private final CustomerIndex ids = new CustomerIndex();
  private final BitSet fitted = new BitSet();

  private FittedCustomers() {}

  /// Recomputes the training side of a version.
  ///
  /// @param files its training sets, in the order of its provenance
  /// @return the customers; empty if the files no longer yield the version's split; failed if they
  ///   could not be read
  static Result<Optional<FittedCustomers>> of(
      ModelVersion version,
      List<Path> files,
      EngineLimits limits,
      TrainingThreads threads,
      ReadProgress progress) {
    ModelSpec spec = version.spec().withColumns(List.of(), List.of());
    FittedCustomers customers = new FittedCustomers();
    CustomerTraits traits = new CustomerTraits(spec);
    Result<TrainingTable> reading =
        new TrainingTableReader(spec, limits, version.provenance().combination())
            .read(
                files,
                (customer, id, from, to) -> {
                  traits.newCustomer(customer, id, from, to);
                  customers.ids.number(id, from, to);
                },
                progress);
    return reading instanceof Result.Rejected<TrainingTable>
        ? Result.of(Optional.empty())
        : reading.map(
            table ->
                table.sets().equals(version.provenance().trainingSets())
                        && threads.on(() -> customers.addTrainingSide(table, spec, traits))
                    ? Optional.of(customers)
                    : Optional.empty());
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

  /// Splits the table; false if that is not possible. The table and the index number customers in
  /// order of first occurrence.
  private boolean addTrainingSide(TrainingTable table, ModelSpec spec, CustomerTraits traits) {
    List<Finding> findings = new ArrayList<>();
    Result<RowSplit> split =
        RowSelection.of(table, spec, findings)
            .accepted()
            .then(selected -> RowSplit.of(table, spec, selected.rows(), traits, findings));
    split.stream()
        .flatMapToInt(sides -> IntStream.of(sides.training()))
        .forEach(row -> fitted.set(table.customer(row)));
    return split instanceof Result.Value<RowSplit>;
  }
}
