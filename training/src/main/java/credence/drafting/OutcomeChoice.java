package credence.drafting;

import credence.drafting.ColumnSummary.Kind;
import credence.drafting.ColumnSummary.Level;
import credence.model.ModelSpec.Target;
import credence.model.NearNames;
import credence.model.OutcomeValues;
import credence.model.Result;
import credence.wording.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The outcome of a draft: a column with two values, and which of them means default.
///
/// @param column the column
/// @param target as in the spec
/// @param defaults the value that means default
/// @param assumed whether nothing but the frequencies of the values suggests which one that is
record OutcomeChoice(ColumnSummary column, Target target, Level defaults, boolean assumed) {
  private static final int CANDIDATES_MAX = 20;
  private static final Set<String> BAD =
      Set.of(
          "bad", "default", "defaulted", "yes", "y", "true", "1", "charged off", "delinquent", "b");
  private static final Set<String> GOOD =
      Set.of(
          "good",
          "no default",
          "paid",
          "fully paid",
          "no",
          "n",
          "false",
          "0",
          "current",
          "g",
          "non-default",
          "performing");

  /// Chooses the outcome.
  ///
  /// @param asked the name of its column; null if it is to be found
  /// @return rejected, with the candidates, if none is the outcome without doubt
  static Result<OutcomeChoice> of(
      String file, List<ColumnSummary> columns, @Nullable String asked) {
    if (asked != null) {
      return columns.stream()
          .filter(column -> column.name().equals(asked))
          .findFirst()
          .map(column -> of(file, column))
          .orElseGet(
              () ->
                  Result.rejected(
                      file + ": column " + asked,
                      "expected this column, but the file has none of this name"
                          + NearNames.hint(
                              asked, columns.stream().map(ColumnSummary::name).toList())));
    }
    List<ColumnSummary> candidates = columns.stream().filter(OutcomeChoice::canBeOutcome).toList();
    int best = candidates.stream().mapToInt(OutcomeChoice::score).max().orElse(0);
    List<ColumnSummary> first = candidates.stream().filter(c -> score(c) == best).toList();
    return best > 0 && first.size() == 1
        ? of(file, first.getFirst())
        : undecided(file, best > 0 ? first : candidates);
  }

  private static Result<OutcomeChoice> undecided(String file, List<ColumnSummary> candidates) {
    if (candidates.isEmpty()) {
      return Result.rejected(
          file,
          "expected an outcome, but no column has exactly two values: write a spec whose target lists"
              + " the values that mean default and good");
    }
    List<String> names = candidates.stream().map(ColumnSummary::name).toList();
    return Result.rejected(
        file,
        "expected an outcome, but %s: choose it by --target. Columns with two values: %s%s"
            .formatted(
                candidates.size() == 1
                    ? "no name of a column suggests one"
                    : "several columns may be one",
                String.join(", ", names.subList(0, Math.min(CANDIDATES_MAX, names.size()))),
                names.size() > CANDIDATES_MAX
                    ? " and " + (names.size() - CANDIDATES_MAX) + " others"
                    : ""));
  }

  private static boolean canBeOutcome(ColumnSummary column) {
    return column.levels().size() == 2
        && switch (column.kind()) {
          case NUMBER, BOOLEAN, TEXT, NUMBER_TEXT -> true;
          case DATE, DATE_TEXT, NONE, OTHER -> false;
        };
  }

  /// How clearly a column with two values is an outcome, from 0: not.
  private static int score(ColumnSummary column) {
    int name = NameTokens.of(column.name()).outcomeScore();
    boolean goodAndBad =
        column.levels().stream().anyMatch(level -> level.text().equalsIgnoreCase("bad"))
            && column.levels().stream().anyMatch(level -> level.text().equalsIgnoreCase("good"));
    return name + (goodAndBad ? 4 : 0);
  }

  private static Result<OutcomeChoice> of(String file, ColumnSummary column) {
    if (!canBeOutcome(column)) {
      return Result.rejected(
          file + ": column " + column.name(),
          column.levels().size() == 2
              ? "expected an outcome of strings, numbers or booleans"
              : "expected an outcome with two values, but there are %s: write a spec whose target lists the values that mean default and good"
                  .formatted(Figures.count(column.distinct())));
    }
    Level first = column.levels().getFirst();
    Level last = column.levels().getLast();
    boolean plain =
        column.kind() == Kind.BOOLEAN
            || (column.kind() == Kind.NUMBER
                && first.text().equals("0")
                && last.text().equals("1"));
    if (plain) {
      return Result.of(
          new OutcomeChoice(column, new Target(column.name(), null, null), last, false));
    }
    Level known = known(first, last);
    Level defaults =
        known == null
            ? column.levels().stream().min(Comparator.comparingLong(Level::rows)).orElse(last)
            : known;
    OutcomeValues values =
        new OutcomeValues(
            List.of(defaults.text()),
            List.of((defaults.equals(first) ? last : first).text()),
            List.of());
    return values.repeated().isEmpty()
        ? Result.of(
            new OutcomeChoice(
                column, new Target(column.name(), null, values), defaults, known == null))
        : Result.rejected(
            file + ": column " + column.name(),
            "expected two values, but both are the same number in different notations");
  }

  /// The value that means default by its text; null if the texts do not say so.
  private static @Nullable Level known(Level first, Level last) {
    boolean firstIsBad = is(BAD, first) && is(GOOD, last);
    boolean lastIsBad = is(BAD, last) && is(GOOD, first);
    return firstIsBad ? first : lastIsBad ? last : null;
  }

  private static boolean is(Set<String> texts, Level level) {
    return texts.contains(level.text().strip().toLowerCase(Locale.ROOT));
  }

  /// The share of rows with an outcome that are defaults.
  double rate() {
    return (double) defaults.rows() / column.present();
  }
}
