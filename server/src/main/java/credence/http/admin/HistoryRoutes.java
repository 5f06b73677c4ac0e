package credence.http.admin;

import credence.http.Exchange;
import credence.http.head.QueryParameters;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.registry.History;
import credence.registry.HistoryRecord;
import credence.registry.ModelRegistry;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `GET /history`: all changes of versions and aliases, newest first.
final class HistoryRoutes {
  private static final int LIMIT_DEFAULT = 100;
  private static final int LIMIT_MAX = 1000;

  /// ASCII digits only: [Long#parseLong(String)] also accepts digits of other scripts.
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private final ModelRegistry registry;
  private final AdminWorkers workers;

  HistoryRoutes(ModelRegistry registry, AdminWorkers workers) {
    this.registry = registry;
    this.workers = workers;
  }

  /// Lists records: the newest ones, or those before a given number.
  void list(Exchange exchange, QueryParameters query) {
    Long limit = integer(query.get("limit"), LIMIT_DEFAULT, LIMIT_MAX);
    Long before = integer(query.get("before"), Long.MAX_VALUE, Long.MAX_VALUE);
    if (limit == null || before == null) {
      exchange.problem(
          Problem.of(
              ProblemType.INVALID_PARAMETER,
              "expected an integer: limit from 1 to " + LIMIT_MAX + ", before from 1"));
    } else {
      workers.answer(exchange, () -> Reply.ok(document(registry.history(), before, limit)));
    }
  }

  private static @Nullable Long integer(@Nullable String text, long byDefault, long most) {
    if (text == null) {
      return byDefault;
    }
    if (!DIGITS.matcher(text).matches()) {
      return null;
    }
    try {
      long value = Long.parseLong(text);
      return value >= 1 && value <= most ? value : null;
    } catch (NumberFormatException tooLarge) {
      return null;
    }
  }

  private static byte[] document(History history, long before, long limit) {
    List<HistoryRecord> records =
        history.records().reversed().stream()
            .filter(record -> record.sequence() < before)
            .limit(limit)
            .toList();
    return AliasDocuments.history(history, records);
  }
}
