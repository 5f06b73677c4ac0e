package credence.drafting;

import credence.model.NearNames;
import credence.model.Result;
import credence.wording.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Chooses the column that names the customer.
final class IdChoice {
  /// The least number of different values for each row.
  private static final double DISTINCT_SHARE_MIN = 0.5;

  private IdChoice() {}

  /// Chooses the column.
  ///
  /// @param asked its name; null if it is to be found
  /// @return empty if no column is an id; rejected if the requested one cannot be
  static Result<Optional<ColumnSummary>> of(
      String file, List<ColumnSummary> columns, ColumnSummary target, @Nullable String asked) {
    if (asked == null) {
      return Result.of(
          columns.stream()
              .filter(column -> !column.equals(target) && canBeId(column))
              .filter(column -> score(column) > 0)
              .filter(column -> column.distinct() >= DISTINCT_SHARE_MIN * column.rows())
              .max(
                  Comparator.comparingInt(IdChoice::score)
                      .thenComparing(columns::indexOf, Comparator.reverseOrder())));
    }
    String place = file + ": column " + asked;
    Optional<ColumnSummary> found =
        columns.stream().filter(column -> column.name().equals(asked)).findFirst();
    if (found.isEmpty()) {
      return Result.rejected(
          place,
          "expected this column, but the file has none of this name"
              + NearNames.hint(asked, columns.stream().map(ColumnSummary::name).toList()));
    }
    if (found.get().equals(target)) {
      return Result.rejected(place, "expected an id other than the target");
    }
    if (!found.get().isIntegral()) {
      return Result.rejected(place, "expected ids as strings or integers");
    }
    return found.get().missing() == 0
        ? Result.of(found)
        : Result.rejected(
            place,
            "expected an id in every row; "
                + Figures.rows(found.get().missing(), "has none", "have none"));
  }

  private static boolean canBeId(ColumnSummary column) {
    return column.isIntegral() && column.missing() == 0;
  }

  private static int score(ColumnSummary column) {
    return NameTokens.of(column.name()).idScore();
  }
}
