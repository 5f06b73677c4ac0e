package credence.run;

import credence.evaluation.PopulationStability;
import credence.evaluation.ReferenceHistogram;
import credence.files.FileStamp;
import credence.model.LocatedError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of checking a training set.
///
/// @param name the set's name, without ending
/// @param file the file's stamp when it was checked, as returned by [FileStamp#stored()]
/// @param sha256 the SHA-256 of its bytes at that time, in hexadecimal; empty if they could not be
///   read
/// @param specSha256 the SHA-256 of the spec that it was checked against
/// @param checkedAt when
/// @param errors all errors found; a set with errors is rejected
/// @param contents its contents; null if it is rejected
/// @param changes changes since earlier sets; empty if there are no earlier sets or no changes
/// @param missedBy the versions named after its date or a later one that existed when the set
///   arrived: they were trained without it and do not change
public record TrainingSetProfile(
    String name,
    FileStamp file,
    String sha256,
    String specSha256,
    Instant checkedAt,
    List<LocatedError> errors,
    @Nullable Contents contents,
    List<TrainingSetChange> changes,
    List<String> missedBy) {
  /// Copies the lists.
  public TrainingSetProfile {
    errors = List.copyOf(errors);
    changes = List.copyOf(changes);
    missedBy = List.copyOf(missedBy);
    if (errors.isEmpty() == (contents == null)) {
      throw new IllegalArgumentException("a set has either errors or contents");
    }
  }

  /// Whether the set can be used for training.
  public boolean accepted() {
    return errors.isEmpty();
  }

  /// The same profile for a file that was touched or copied without a change of content.
  public TrainingSetProfile withFile(FileStamp stamp) {
    return new TrainingSetProfile(
        name, stamp, sha256, specSha256, checkedAt, errors, contents, changes, missedBy);
  }

  /// The contents of a training set.
  ///
  /// @param rows the number of rows, at least 1
  /// @param ids the number of distinct ids, at least 1
  /// @param independentRows the effective number of independent rows
  /// @param outcomes the number of rows with an outcome
  /// @param defaults the number of these that defaulted
  /// @param columns the target, then the features, as in the spec
  /// @param drifts the drift against earlier sets, the newest first; limited to the newest
  public record Contents(
      long rows,
      long ids,
      double independentRows,
      long outcomes,
      long defaults,
      List<Column> columns,
      List<Drift> drifts) {
    /// Copies the lists.
    public Contents {
      columns = List.copyOf(columns);
      drifts = List.copyOf(drifts);
    }

    /// The share of the known outcomes that are defaults; null if no outcome is known.
    public @Nullable Double targetRate() {
      return outcomes == 0 ? null : (double) defaults / outcomes;
    }
  }

  /// One column of a training set.
  ///
  /// @param name the column's name
  /// @param missing the number of rows without a value
  /// @param range the range of a number column; null for booleans and categories, and if all values
  ///   are missing
  /// @param histogram the distribution of the values
  public record Column(
      String name, long missing, @Nullable Range range, ReferenceHistogram histogram) {}

  /// The range of a column of numbers.
  ///
  /// @param min the minimum
  /// @param mean their mean
  /// @param max the maximum
  public record Range(double min, double mean, double max) {}

  /// The drift of a set against an earlier one.
  ///
  /// @param from the name of the set before
  /// @param columns the columns that both have, the target first
  public record Drift(String from, List<ColumnDrift> columns) {
    /// Copies the list.
    public Drift {
      columns = List.copyOf(columns);
    }
  }

  /// The drift of a column.
  ///
  /// @param name the column's name
  /// @param stability its population stability index
  public record ColumnDrift(String name, PopulationStability stability) {}
}
