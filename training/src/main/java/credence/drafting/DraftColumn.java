package credence.drafting;

import credence.drafting.ColumnSummary.Level;
import credence.model.Finding;
import credence.model.ValueRule;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A column of a draft: a feature, or a column that is left out.
///
/// @param column the column
/// @param exclusion why it is left out; null if it is a feature
record DraftColumn(ColumnSummary column, @Nullable String exclusion) {
  private static final int LEVELS_NAMED_MAX = 12;
  private static final int LEVEL_CHARACTERS_MAX = 40;
  private static final int CODE_VALUES_MAX = 12;

  /// The share of rows with one outcome in which a value is hardly ever present.
  private static final double RARE = 0.01;

  private static final double HALF = 0.5;

  /// The fewest rows of a level that is named.
  private static final long LEVEL_ROWS_MIN = 10;

  /// The name of the level that missing values get.
  private static final String MISSING = "missing";

  /// Decides whether a column can be a feature.
  static DraftColumn of(ColumnSummary column) {
    return new DraftColumn(column, exclusion(column));
  }

  /// The same column, left out.
  DraftColumn without(String reason) {
    return new DraftColumn(column, reason);
  }

  private static @Nullable String exclusion(ColumnSummary column) {
    NameTokens name = NameTokens.of(column.name());
    if (column.name().equals("id")) {
      return "a feature cannot have the name id, because the field id of a request identifies the applicant";
    }
    if (column.distinct() == 1) {
      return column.missing() == 0 ? "constant" : "one value, otherwise missing";
    }
    return switch (column.kind()) {
      case NONE -> "no values";
      case OTHER -> "values of a type that no feature has";
      case DATE ->
          "dates are not features; derive numbers from them, such as days before the application";
      case DATE_TEXT ->
          "dates as strings are not features; derive numbers from them, such as days before the application";
      case BOOLEAN -> null;
      case NUMBER -> {
        if (column.numbers().infinite() > 0) {
          yield Figures.rows(column.numbers().infinite(), "is infinite", "are infinite")
              + "; make them missing to use the column";
        }
        if (column.numbers().isCounting(column.rows()) || name.isRowNumber()) {
          yield "a row number";
        }
        yield name.idScore() > 0 && column.numbers().integers() && column.isNearlyUnique()
            ? "nearly every value is different, like an id"
            : null;
      }
      case NUMBER_TEXT ->
          column.levels().isEmpty()
              ? "numbers as strings; store them as numbers to use the column"
              : null;
      case TEXT ->
          column.levels().isEmpty()
              ? column.isNearlyUnique()
                  ? "nearly every value is different"
                  : "about %s different texts; merge them into fewer levels to use the column"
                      .formatted(Figures.count(column.distinct()))
              : null;
    };
  }

  boolean isFeature() {
    return exclusion == null;
  }

  /// The feature in YAML, without its name.
  String yaml() {
    boolean missing = column.missing() > 0;
    return switch (column.kind()) {
      case NUMBER ->
          "{type: number, "
              + (missing ? "missing: median, " : "")
              + "transform: {standardise: true}}";
      case BOOLEAN -> "{type: boolean" + (missing ? ", missing: false" : "") + "}";
      default -> "{type: category" + (missing ? ", missing: {level: " + MISSING + "}" : "") + "}";
    };
  }

  /// A description of the column, as comment lines.
  List<String> comments() {
    List<String> parts = new ArrayList<>();
    if (column.missing() > 0) {
      parts.add(Figures.percent((double) column.missing() / column.rows()) + " missing");
    }
    List<String> comments = new ArrayList<>();
    switch (column.kind()) {
      case NUMBER -> {
        parts.add(number(column.numbers().low()) + " to " + number(column.numbers().high()));
        parts.add(values() + (column.numbers().integers() ? "integers" : "numbers"));
      }
      case BOOLEAN -> parts.add("true and false");
      case TEXT, NUMBER_TEXT -> parts.add(levels());
      case DATE, DATE_TEXT, NONE, OTHER -> {}
    }
    comments.add(String.join(", ", parts));
    comments.addAll(checks());
    return comments;
  }

  private List<String> checks() {
    List<String> checks = new ArrayList<>();
    if (!column.codes().isEmpty()) {
      checks.add(
          "CHECK %s may be %s, for example of missing values; here %s"
              .formatted(
                  column.codes().stream()
                      .map(
                          code ->
                              code.text()
                                  + " in "
                                  + Figures.percent((double) code.rows() / column.rows())
                                  + " of the rows")
                      .collect(Collectors.joining(", ")),
                  column.codes().size() == 1 ? "a code" : "codes",
                  column.codes().size() == 1 ? "it counts as a number" : "they count as numbers"));
    }
    if (column.kind() == ColumnSummary.Kind.NUMBER
        && column.numbers().integers()
        && column.distinct() <= CODE_VALUES_MAX) {
      checks.add("CHECK if these are codes and not quantities, use {type: category}");
    }
    if (column.kind() == ColumnSummary.Kind.BOOLEAN && column.missing() > 0) {
      checks.add("CHECK missing values count as false");
    }
    return checks;
  }

  private String values() {
    return (column.levels().isEmpty() ? "about " : "")
        + Figures.count(column.distinct())
        + " different ";
  }

  private String levels() {
    List<Level> frequent =
        column.byFrequency().stream().filter(level -> level.rows() >= LEVEL_ROWS_MIN).toList();
    List<Level> named = frequent.subList(0, Math.min(LEVELS_NAMED_MAX, frequent.size()));
    int others = column.levels().size() - named.size();
    return Figures.count(column.levels().size(), "level", "levels")
        + ": "
        + named.stream().map(level -> shortened(level.text())).collect(Collectors.joining(", "))
        + (others == 0 ? "" : (named.isEmpty() ? "" : " and ") + others + " rarer");
  }

  /// A level in quotes if it is not a word, on one line.
  private static String shortened(String level) {
    String line = level.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    String shown =
        line.codePointCount(0, line.length()) > LEVEL_CHARACTERS_MAX
            ? line.substring(0, line.offsetByCodePoints(0, LEVEL_CHARACTERS_MAX)) + "…"
            : line;
    return shown.matches("[\\p{L}\\p{N}._-]+") ? shown : '"' + shown + '"';
  }

  static String number(double value) {
    return ValueRule.level(value);
  }

  /// A reason to leave out a feature that a finding describes as a likely leak.
  static String leak(Finding.LikelyLeak leak) {
    return "likely contains the outcome: alone it ranks defaults with an AUC of "
        + Figures.measure(leak.auc())
        + "; use it only if it is known at the time of the application";
  }

  /// Why a feature is left out because of the rows in which it has a value; empty if these do not
  /// nearly determine the outcome.
  ///
  /// @param present how many rows have a value: those that did not default, and those that did
  /// @param all how many rows there are, likewise
  static Optional<String> presence(long[] present, long[] all) {
    boolean onlyDefaults = all[0] > 0 && present[0] <= RARE * all[0] && present[1] > HALF * all[1];
    boolean onlyGood = all[1] > 0 && present[1] <= RARE * all[1] && present[0] > HALF * all[0];
    return onlyDefaults || onlyGood
        ? Optional.of(
            "likely contains the outcome: it has a value in hardly any row that %s, and in most others"
                .formatted(onlyDefaults ? "did not default" : "defaulted"))
        : Optional.empty();
  }
}
