package credence.training;

import credence.evaluation.LevelHistogram;
import credence.evaluation.PopulationStability;
import credence.run.TrainingSetProfile;
import credence.run.TrainingSetProfile.Column;
import credence.run.TrainingSetProfile.ColumnDrift;
import credence.run.TrainingSetProfile.Contents;
import credence.run.TrainingSetProfile.Drift;
import credence.run.TrainingSetProfile.Range;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says in words what has changed since the sets before: every column that moved further than
/// chance alone would take it, the furthest first; then those that crept away from an older set.
final class DriftSentences {
  /// By custom of the trade, a population stability index from here on calls for a look.
  private static final double NOTABLE = 0.1;

  /// By the same custom, from here on the population is another one.
  private static final double LARGE = 0.25;

  private static final int SENTENCES_MAX = 20;
  private static final double ROWS_RATIO_MAX = 1.5;

  private final Contents now;
  private final List<String> sentences = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  private DriftSentences(Contents now) {
    this.now = now;
  }

  /// What has changed, a sentence each; of many, the first of them and how many there are more.
  ///
  /// @param before the profiles of the accepted sets before it, the newest first
  static List<String> of(Contents now, List<TrainingSetProfile> before) {
    DriftSentences drift = new DriftSentences(now);
    for (int i = 0; i < now.drifts().size(); i++) {
      TrainingSetProfile set = before.get(i);
      Contents then = Objects.requireNonNull(set.contents());
      if (i == 0) {
        drift.addRows(set.name(), then);
      }
      drift.addColumns(now.drifts().get(i), then, i == 0 ? 0 : NOTABLE);
    }
    return drift.limited();
  }

  private List<String> limited() {
    if (sentences.size() <= SENTENCES_MAX) {
      return sentences;
    }
    List<String> first = new ArrayList<>(sentences.subList(0, SENTENCES_MAX));
    first.add(
        Figures.count(
            sentences.size() - SENTENCES_MAX,
            "further column has moved.",
            "further columns have moved."));
    return first;
  }

  private void addRows(String name, Contents then) {
    double ratio = (double) now.rows() / then.rows();
    if (ratio > ROWS_RATIO_MAX || ratio < 1 / ROWS_RATIO_MAX) {
      sentences.add(
          "%s, %s in %s."
              .formatted(
                  Figures.count(now.rows(), "row", "rows"), Figures.count(then.rows()), name));
    }
  }

  private void addColumns(Drift drift, Contents then, double indexMin) {
    List<ColumnDrift> moved =
        drift.columns().stream()
            .filter(column -> column.stability().beyondChance())
            .filter(column -> column.stability().value() >= indexMin)
            .filter(column -> !told.contains(column.name()))
            .sorted(Comparator.comparingDouble(column -> -column.stability().value()))
            .toList();
    for (ColumnDrift column : moved) {
      sentences.add(sentence(column, drift.from(), then));
      if (column.stability().value() >= NOTABLE) {
        told.add(column.name());
      }
    }
  }

  private String sentence(ColumnDrift drift, String from, Contents then) {
    PopulationStability stability = drift.stability();
    Column column = column(now, drift.name());
    Column before = column(then, drift.name());
    boolean target = drift.name().equals(now.columns().getFirst().name());
    String difference =
        (target ? rate(then, now) : moved(before, column)) + missing(before, then, column);
    return "%s has %s since %s: PSI %s (chance alone stays below %s in 99 of 100 cases)%s."
        .formatted(
            drift.name(),
            stability.value() >= LARGE
                ? "moved far"
                : stability.value() >= NOTABLE ? "moved" : "moved a little",
            from,
            Figures.measure(stability.value()),
            Figures.measure(stability.noDriftLimit()),
            difference);
  }

  private static Column column(Contents contents, String name) {
    return contents.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String rate(Contents then, Contents now) {
    Double before = then.targetRate();
    Double after = now.targetRate();
    return before == null || after == null
        ? ""
        : "; "
            + Figures.percent(after)
            + " of the known outcomes are defaults, "
            + Figures.percent(before)
            + " before";
  }

  private static String moved(Column before, Column now) {
    Range then = before.range();
    Range range = now.range();
    if (then != null && range != null) {
      return "; mean "
          + Figures.input(range.mean())
          + ", "
          + Figures.input(then.mean())
          + " before";
    }
    return before.histogram() instanceof LevelHistogram was
            && now.histogram() instanceof LevelHistogram is
        ? furthest(was, is)
        : "";
  }

  /// The level of the set before whose share has moved most.
  private static String furthest(LevelHistogram was, LevelHistogram is) {
    @Nullable String furthest = null;
    double before = 0;
    double after = 0;
    for (String level : was.levels()) {
      double then = share(was, level);
      double now = share(is, level);
      if (furthest == null || Math.abs(now - then) > Math.abs(after - before)) {
        furthest = level;
        before = then;
        after = now;
      }
    }
    return furthest == null
        ? ""
        : "; "
            + furthest
            + " is "
            + Figures.percent(after)
            + ", "
            + Figures.percent(before)
            + " before";
  }

  private static double share(LevelHistogram histogram, String level) {
    int bin = histogram.levels().indexOf(level);
    return bin < 0 ? 0 : (double) histogram.counts().get(bin) / histogram.rows();
  }

  private String missing(Column before, Contents then, Column column) {
    if (before.missing() == 0 && column.missing() == 0) {
      return "";
    }
    return "; %s missing, %s before"
        .formatted(
            Figures.percent((double) column.missing() / now.rows()),
            Figures.percent((double) before.missing() / then.rows()));
  }
}
