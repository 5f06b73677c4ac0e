package credence.run;

import credence.evaluation.PopulationStability;
import credence.evaluation.ReferenceHistogram;
import credence.files.FileStamp;
import credence.model.Fault;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a training set since it was checked.
///
/// @param name the set's name, without ending
/// @param file the file's stamp when it was checked, as [FileStamp#stored()] gives it
/// @param sha256 the SHA-256 of its bytes then, in hexadecimal; empty if they could not be read
/// @param specSha256 the SHA-256 of the spec that it was checked against
/// @param checkedAt when
/// @param faults everything that is wrong with it; a set with a fault is refused
/// @param contents what is in it; null if it is refused
/// @param changes what has changed since the sets before it; empty if there is none before it, or
///   nothing has
/// @param missedBy the versions that were there already when the set came, although they are named
///   after its date or a later one: they were trained without it, and stay as they are
public record TrainingSetProfile(
    String name,
    FileStamp file,
    String sha256,
    String specSha256,
    Instant checkedAt,
    List<Fault> faults,
    @Nullable Contents contents,
    List<TrainingSetChange> changes,
    List<String> missedBy) {
  /// Takes copies of the lists.
  public TrainingSetProfile {
    faults = List.copyOf(faults);
    changes = List.copyOf(changes);
    missedBy = List.copyOf(missedBy);
    if (faults.isEmpty() == (contents == null)) {
      throw new IllegalArgumentException("a set has faults or contents");
    }
  }

  /// Whether the set can be trained on.
  public boolean accepted() {
    return faults.isEmpty();
  }

  /// The same profile of a file that was touched or copied without being changed.
  public TrainingSetProfile withFile(FileStamp stamp) {
    return new TrainingSetProfile(
        name, stamp, sha256, specSha256, checkedAt, faults, contents, changes, missedBy);
  }

  /// What is in a training set.
  ///
  /// @param rows the number of rows, at least 1
  /// @param ids the number of distinct ids, at least 1
  /// @param independentRows how many independent rows they are worth
  /// @param outcomes how many rows have an outcome
  /// @param defaults how many of these defaulted
  /// @param columns the target, then the features, as in the spec
  /// @param drifts the drift against each set before it, the newest first; of many, the newest
  public record Contents(
      long rows,
      long ids,
      double independentRows,
      long outcomes,
      long defaults,
      List<Column> columns,
      List<Drift> drifts) {
    /// Takes copies of the lists.
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
  /// @param missing how many rows have no value
  /// @param range the numbers' range; null for truth values and categories, and where every value
  ///   is missing
  /// @param histogram how the values are distributed: the levels of truth values and categories
  public record Column(
      String name, long missing, @Nullable Range range, ReferenceHistogram histogram) {}

  /// The range of a column of numbers.
  ///
  /// @param min the least value
  /// @param mean their mean
  /// @param max the greatest value
  public record Range(double min, double mean, double max) {}

  /// How far a set has moved from one before it.
  ///
  /// @param from the name of the set before
  /// @param columns the columns that both have, the target first
  public record Drift(String from, List<ColumnDrift> columns) {
    /// Takes a copy of the list.
    public Drift {
      columns = List.copyOf(columns);
    }
  }

  /// How far a column has moved.
  ///
  /// @param name the column's name
  /// @param stability its population stability index
  public record ColumnDrift(String name, PopulationStability stability) {}
}
