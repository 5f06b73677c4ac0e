package credence.profiling;

import credence.evaluation.LevelHistogram;
import credence.evaluation.PopulationStability;
import credence.run.TrainingSetChange;
import credence.run.TrainingSetChange.LevelMove;
import credence.run.TrainingSetChange.Move;
import credence.run.TrainingSetProfile;
import credence.run.TrainingSetProfile.Column;
import credence.run.TrainingSetProfile.ColumnDrift;
import credence.run.TrainingSetProfile.Contents;
import credence.run.TrainingSetProfile.Drift;
import credence.run.TrainingSetProfile.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds changes since earlier sets: columns that have shifted notably and by more than chance
/// explains, the largest shift first, and the target whatever the size of its shift; the names of
/// those that have shifted slightly; then those that have drifted slowly from an older set.
final class TrainingSetDrift {
  private static final int CHANGES_MAX = 20;
  private static final double ROWS_RATIO_MAX = 1.5;

  /// The minimum number of rows of a level that is named.
  private static final long NAMED_LEVEL_ROWS_MIN = 10;

  private final Contents now;
  private final List<TrainingSetChange> changes = new ArrayList<>();

  /// The columns with a notable shift since a later set.
  private final Set<String> named = new HashSet<>();

  private TrainingSetDrift(Contents now) {
    this.now = now;
  }

  /// The changes; if there are many, the first ones and the number of further ones.
  ///
  /// @param before the profiles of earlier accepted sets, the newest first
  static List<TrainingSetChange> of(Contents now, List<TrainingSetProfile> before) {
    TrainingSetDrift drift = new TrainingSetDrift(now);
    for (int i = 0; i < now.drifts().size(); i++) {
      TrainingSetProfile set = before.get(i);
      Contents then = Objects.requireNonNull(set.contents());
      if (i == 0) {
        drift.addRows(set.name(), then);
      }
      drift.addColumns(now.drifts().get(i), then, i == 0);
    }
    return drift.limited();
  }

  private List<TrainingSetChange> limited() {
    if (changes.size() <= CHANGES_MAX) {
      return changes;
    }
    List<TrainingSetChange> first = new ArrayList<>(changes.subList(0, CHANGES_MAX));
    first.add(new TrainingSetChange.FurtherColumns(changes.size() - CHANGES_MAX));
    return first;
  }

  private void addRows(String name, Contents then) {
    double ratio = (double) now.rows() / then.rows();
    if (ratio > ROWS_RATIO_MAX || ratio < 1 / ROWS_RATIO_MAX) {
      changes.add(new TrainingSetChange.RowCount(name, now.rows(), then.rows()));
    }
  }

  private void addColumns(Drift drift, Contents then, boolean includeSlight) {
    List<ColumnDrift> moved =
        drift.columns().stream()
            .filter(column -> column.stability().beyondChance())
            .filter(column -> !named.contains(column.name()))
            .sorted(Comparator.comparingDouble(column -> -column.stability().value()))
            .toList();
    List<String> slight = new ArrayList<>();
    for (ColumnDrift column : moved) {
      if (column.stability().value() >= PopulationStability.NOTABLE) {
        changes.add(change(column, drift.from(), then));
        named.add(column.name());
      } else if (includeSlight && isTarget(column)) {
        changes.add(change(column, drift.from(), then));
      } else {
        slight.add(column.name());
      }
    }
    if (includeSlight && !slight.isEmpty()) {
      changes.add(new TrainingSetChange.ColumnsMovedSlightly(drift.from(), slight));
    }
  }

  private boolean isTarget(ColumnDrift column) {
    return column.name().equals(now.columns().getFirst().name());
  }

  private TrainingSetChange change(ColumnDrift drift, String from, Contents then) {
    Column column = column(now, drift.name());
    Column before = column(then, drift.name());
    boolean target = isTarget(drift);
    return new TrainingSetChange.ColumnMoved(
        drift.name(),
        from,
        drift.stability(),
        target ? rate(then, now) : null,
        target ? null : mean(before, column),
        target ? null : level(before, column),
        missing(before, then, column));
  }

  private static Column column(Contents contents, String name) {
    return contents.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static @Nullable Move rate(Contents then, Contents now) {
    Double before = then.targetRate();
    Double after = now.targetRate();
    return before == null || after == null ? null : new Move(before, after);
  }

  private static @Nullable Move mean(Column before, Column now) {
    Range then = before.range();
    Range range = now.range();
    return then == null || range == null ? null : new Move(then.mean(), range.mean());
  }

  /// The level of the earlier set whose share has changed most; null if that column has no level
  /// that enough rows have. A rare level may be a person's data.
  private static @Nullable LevelMove level(Column before, Column now) {
    if (!(before.histogram() instanceof LevelHistogram was)
        || !(now.histogram() instanceof LevelHistogram is)) {
      return null;
    }
    LevelMove furthest = null;
    for (int bin = 0; bin < was.levels().size(); bin++) {
      if (was.counts().get(bin) < NAMED_LEVEL_ROWS_MIN) {
        continue;
      }
      String level = was.levels().get(bin);
      LevelMove move = new LevelMove(level, share(was, level), share(is, level));
      if (furthest == null || distance(move) > distance(furthest)) {
        furthest = move;
      }
    }
    return furthest;
  }

  private static double distance(LevelMove move) {
    return Math.abs(move.now() - move.before());
  }

  private static double share(LevelHistogram histogram, String level) {
    int bin = histogram.levels().indexOf(level);
    return bin < 0 ? 0 : (double) histogram.counts().get(bin) / histogram.rows();
  }

  private @Nullable Move missing(Column before, Contents then, Column column) {
    return before.missing() == 0 && column.missing() == 0
        ? null
        : new Move((double) before.missing() / then.rows(), (double) column.missing() / now.rows());
  }
}
