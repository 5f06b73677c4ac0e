package credence.training;

import credence.model.Fault;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.trainingset.CustomerIndex;
import credence.trainingset.EngineLimits;
import credence.trainingset.ReadProgress;
import credence.trainingset.TableReading;
import credence.trainingset.TrainingTable;
import credence.trainingset.TrainingTableReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The customers whom a version was fitted to, recomputed from its provenance: its training sets
/// are read again and split again as its spec says.
final class FittedCustomers {
  private final CustomerIndex ids = new CustomerIndex();
  private final BitSet fitted = new BitSet();

  private FittedCustomers() {}

  /// What came of the recomputation.
  sealed interface Result {}

  /// The customers are known.
  record Known(FittedCustomers customers) implements Result {}

  /// The files do not give the version's split any more.
  record Unknown() implements Result {}

  /// The files could not be read here and now, which says nothing about them.
  record Failed(List<Fault> faults) implements Result {}

  /// The reading was given up.
  record Cancelled() implements Result {}

  /// Recomputes the training side of a version.
  ///
  /// @param files its training sets, in the order of its provenance
  static Result of(
      ModelVersion version,
      List<Path> files,
      EngineLimits limits,
      TrainingThreads threads,
      ReadProgress progress) {
    ModelSpec spec = version.spec().withColumns(List.of(), List.of());
    FittedCustomers customers = new FittedCustomers();
    CustomerTraits traits = new CustomerTraits(spec);
    TableReading reading =
        new TrainingTableReader(spec, limits, version.provenance().combination())
            .read(
                files,
                (customer, id, from, to) -> {
                  traits.newCustomer(customer, id, from, to);
                  customers.ids.number(id, from, to);
                },
                progress);
    return switch (reading) {
      case TableReading.Cancelled _ -> new Cancelled();
      case TableReading.Refused _ -> new Unknown();
      case TableReading.Failed(List<Fault> faults) -> new Failed(faults);
      case TrainingTable table ->
          table.sets().equals(version.provenance().trainingSets())
                  && threads.on(() -> customers.addTrainingSide(table, spec, traits))
              ? new Known(customers)
              : new Unknown();
    };
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

  /// Splits the table; false if that cannot be done. The table numbers customers in the order in
  /// which they first come, and so does the index.
  private boolean addTrainingSide(TrainingTable table, ModelSpec spec, CustomerTraits traits) {
    List<Fault> faults = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    RowSelection.Selected selected = RowSelection.of(table, spec, faults, findings);
    if (!faults.isEmpty()) {
      return false;
    }
    RowSplit split = RowSplit.of(table, spec, selected.rows(), traits, faults, findings);
    for (int row : split.training()) {
      fitted.set(table.customer(row));
    }
    return faults.isEmpty();
  }
}
