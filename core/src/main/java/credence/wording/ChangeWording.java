package credence.wording;

import credence.evaluation.PopulationStability;
import credence.run.RunJson;
import credence.run.TrainingSetChange;
import credence.run.TrainingSetChange.ColumnMoved;
import credence.run.TrainingSetChange.LevelMove;
import credence.run.TrainingSetChange.Move;
import credence.run.TrainingSetProfile;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Describes changes in a training set.
public final class ChangeWording {
  private static final int COLUMNS_SHOWN_MAX = 10;

  private ChangeWording() {}

  /// The changes, one sentence each; those stored as sentences are unchanged.
  public static List<String> of(List<TrainingSetChange> changes) {
    return changes.stream().map(ChangeWording::of).toList();
  }

  /// A change as a sentence.
  public static String of(TrainingSetChange change) {
    return switch (change) {
      case TrainingSetChange.Recorded(String sentence) -> sentence;
      case TrainingSetChange.RowCount(String since, long rows, long before) ->
          "%s, %s in %s."
              .formatted(Figures.count(rows, "row", "rows"), Figures.count(before), since);
      case TrainingSetChange.OutcomesChanged changed -> outcomes(changed);
      case TrainingSetChange.OutcomesNotCompared(String set) ->
          "Outcomes were not compared with "
              + set
              + ", whose file is missing, has changed or does not match the spec.";
      case TrainingSetChange.NewLevel(
              String column,
              String since,
              String level,
              long customers,
              double share) ->
          "%s has a new level since %s: %s, with %s (%s of the rows)."
              .formatted(
                  column,
                  since,
                  level,
                  Figures.count(customers, "customer", "customers"),
                  Figures.percent(share));
      case TrainingSetChange.FurtherNewLevels(String column, long count) ->
          "%s has %s."
              .formatted(column, Figures.count(count, "further new level", "further new levels"));
      case ColumnMoved moved -> moved(moved);
      case TrainingSetChange.ColumnsMovedSlightly(String since, List<String> columns) ->
          "%s shifted slightly since %s (PSI below %s): %s."
              .formatted(
                  Figures.count(columns.size(), "column has", "columns have"),
                  since,
                  Figures.input(PopulationStability.NOTABLE),
                  names(columns));
      case TrainingSetChange.FurtherColumns(long count) ->
          Figures.count(count, "further column has shifted.", "further columns have shifted.");
      case TrainingSetChange.NotCompared(String set) ->
          "Not compared with " + set + ", whose profile is damaged.";
    };
  }

  /// A profile as JSON: its document, with the changes' texts in `changed` and, beside code and
  /// parameters, in `changes`.
  public static ObjectNode json(TrainingSetProfile profile) {
    ObjectNode json = RunJson.tree(profile).asObject();
    ArrayNode changed = json.putArray("changed");
    of(profile.changes()).forEach(changed::add);
    json.set("changes", json(profile.changes()));
    return json;
  }

  /// Changes as JSON: code, parameters and `text` of each; of those stored as sentences only the
  /// text.
  public static ArrayNode json(List<TrainingSetChange> changes) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (TrainingSetChange change : changes) {
      ObjectNode written =
          change instanceof TrainingSetChange.Recorded
              ? json.addObject()
              : (ObjectNode) RunJson.tree(change);
      written.put("text", of(change));
      if (!(change instanceof TrainingSetChange.Recorded)) {
        json.add(written);
      }
    }
    return json;
  }

  private static String outcomes(TrainingSetChange.OutcomesChanged changed) {
    long count = changed.toDefault() + changed.toNonDefault();
    return "%s of %s whose outcome is also known in %s %s another outcome now (%s): %s to default, %s to no default."
        .formatted(
            Figures.count(count),
            Figures.count(changed.customers(), "customer", "customers"),
            changed.since(),
            count == 1 ? "has" : "have",
            Figures.percent((double) count / changed.customers()),
            Figures.count(changed.toDefault()),
            Figures.count(changed.toNonDefault()));
  }

  private static String moved(ColumnMoved moved) {
    double index = moved.stability().value();
    StringBuilder words =
        new StringBuilder(
            "%s has %s since %s: PSI %s (under no drift, 99 %% of sets stay below %s)"
                .formatted(
                    moved.column(),
                    index >= PopulationStability.LARGE
                        ? "shifted significantly"
                        : index >= PopulationStability.NOTABLE ? "shifted" : "shifted slightly",
                    moved.since(),
                    Figures.measure(index),
                    Figures.measure(moved.stability().noDriftLimit())));
    Move rate = moved.defaultRate();
    if (rate != null) {
      words.append(
          both("; %s of the known outcomes are defaults, %s before", rate, Figures::percent));
    }
    Move mean = moved.mean();
    if (mean != null) {
      words.append(both("; mean %s, %s before", mean, Figures::input));
    }
    LevelMove level = moved.level();
    if (level != null) {
      words.append("; ").append(level.name());
      words.append(
          both(" is %s, %s before", new Move(level.before(), level.now()), Figures::percent));
    }
    Move missing = moved.missing();
    if (missing != null) {
      words.append(both("; %s missing, %s before", missing, Figures::percent));
    }
    return words.append('.').toString();
  }

  /// The names, if there are many the first ones and the number of the others.
  private static String names(List<String> columns) {
    int shown = Math.min(COLUMNS_SHOWN_MAX, columns.size());
    String names = String.join(", ", columns.subList(0, shown));
    return shown == columns.size()
        ? names
        : names + " and " + Figures.count(columns.size() - shown) + " more";
  }

  private static String both(String words, Move move, DoubleFunction<String> figure) {
    return String.format(Locale.ROOT, words, figure.apply(move.now()), figure.apply(move.before()));
  }
}
