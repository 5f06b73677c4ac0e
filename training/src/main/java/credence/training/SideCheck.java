package credence.training;

import credence.dataset.Outcomes;
import credence.dataset.TrainingTable;
import credence.evaluation.ClassBalance;
import credence.model.Comparison.SideDoubt;
import credence.model.Finding;
import credence.model.ModelVersion;
import credence.model.Provenance.Sides;
import credence.splitting.RowSplit;
import credence.splitting.SideDigest;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Checks that the sides of a split, recomputed from a version's training sets, are those of its
/// training.
///
/// A version records a digest of the customers of each side ([Sides]). Versions that predate it are
/// checked by the numbers of rows, customers and defaults in their evaluation. That is not possible
/// if their application dates are instants: the days of these were those in the time zone of the
/// machine, and another zone may yield the same numbers with other customers.
final class SideCheck {
  private static final String UNSCORABLE = new Finding.UnscorableValidationRows(0).code();

  private SideCheck() {}

  /// Checks the sides of a version.
  ///
  /// @param outcomes the version's training sets, with the rows that defaulted
  /// @param split the sides as recomputed
  /// @return why they may differ from those of the training; null if they do not
  static @Nullable SideDoubt doubt(ModelVersion version, Outcomes outcomes, RowSplit split) {
    TrainingTable table = outcomes.table();
    Sides recorded = version.provenance().sides();
    if (recorded != null) {
      return recorded.equals(SideDigest.of(table, split)) ? null : SideDoubt.DIGEST_DIFFERS;
    }
    if (table.applicationInstants()) {
      return SideDoubt.ZONE_UNKNOWN;
    }
    return matches(version.evaluation().training().balance(), 0, outcomes, split.training())
            && matches(
                version.evaluation().validationAsServed().balance(),
                unscorable(version),
                outcomes,
                split.validation())
        ? null
        : SideDoubt.COUNTS_DIFFER;
  }

  /// How many validation rows the version's evaluation excluded.
  private static long unscorable(ModelVersion version) {
    return version.findings().stream()
        .filter(finding -> finding.code().equals(UNSCORABLE))
        .mapToLong(Finding::count)
        .sum();
  }

  /// Whether rows have the numbers of an evaluation.
  ///
  /// @param excluded how many further rows the evaluation excluded; customers and defaults are
  ///   compared only if there are none
  private static boolean matches(
      ClassBalance recorded, long excluded, Outcomes outcomes, int[] rows) {
    if (rows.length != recorded.rows() + excluded) {
      return false;
    }
    return excluded > 0
        || (customers(outcomes.table(), rows) == recorded.customers()
            && Arrays.stream(rows).filter(outcomes.defaulted()::get).count()
                == recorded.defaults());
  }

  /// How many customers some rows have.
  static long customers(TrainingTable table, int[] rows) {
    BitSet customers = new BitSet(table.customers());
    for (int row : rows) {
      customers.set(table.customer(row));
    }
    return customers.cardinality();
  }
}
