package credence.http.admin;

import credence.comparison.Comparisons;
import credence.console.VersionReport;
import credence.http.Exchange;
import credence.http.answer.Versions;
import credence.http.problem.ProblemType;
import credence.model.VersionName;
import credence.prediction.PredictionService;
import credence.prediction.ServedVersion;
import credence.prediction.ServingState;
import credence.registry.ModelRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `GET /models/{version}/report`: the current report on a version.
final class ReportRoutes {
  private final PredictionService service;
  private final ModelRegistry registry;
  private final Comparisons comparisons;
  private final AdminWorkers workers;

  ReportRoutes(PredictionService service, AdminParts parts, AdminWorkers workers) {
    this.service = service;
    this.registry = parts.registry();
    this.comparisons = parts.comparisons();
    this.workers = workers;
  }

  /// Sends the report on a version.
  ///
  /// @param name the name of a version or an alias
  void page(Exchange exchange, String name) {
    ServingState state = service.state();
    Optional<VersionName> found = state.find(name).map(ServedVersion::name);
    if (found.isEmpty()) {
      exchange.problem(Versions.unknown(state.hint(name)));
    } else {
      workers.answer(exchange, () -> reply(VersionReport.of(registry, comparisons, found.get())));
    }
  }

  private static Reply reply(VersionReport.Outcome outcome) {
    return switch (outcome) {
      case VersionReport.Page page ->
          new Reply.Html(page.html(), fields(page.contentSecurityPolicy()));
      case VersionReport.Unknown unknown ->
          Reply.rejected(ProblemType.UNKNOWN_VERSION, unknown.message());
      case VersionReport.Damaged damaged ->
          Reply.rejected(ProblemType.VERSION_DAMAGED, damaged.message());
    };
  }

  /// The header fields of a page, in a fixed order.
  private static Map<String, String> fields(String contentSecurityPolicy) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Content-Security-Policy", contentSecurityPolicy);
    fields.put("Referrer-Policy", "no-referrer");
    return fields;
  }
}
