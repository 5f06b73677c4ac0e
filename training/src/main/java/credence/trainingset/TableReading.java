package credence.trainingset;

import credence.model.Fault;
import java.util.List;

/// What became of reading training sets: the table, or everything that is wrong with them, or what
/// failed on this machine, or nothing because the reading was given up.
public sealed interface TableReading
    permits TrainingTable, TableReading.Refused, TableReading.Failed, TableReading.Cancelled {
  /// The files cannot be trained on as the spec asks.
  ///
  /// @param faults every fault found, at least one
  record Refused(List<Fault> faults) implements TableReading {
    /// Takes a copy.
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /// The files could not be read here and now, which says nothing about them: memory, a disk or the
  /// engine failed.
  ///
  /// @param faults what failed, and every fault found besides; at least one
  record Failed(List<Fault> faults) implements TableReading {
    /// Takes a copy.
    public Failed {
      faults = List.copyOf(faults);
    }
  }

  /// The reading was given up, because its progress callback said so or its thread was interrupted.
  record Cancelled() implements TableReading {}
}
