package credence.http.admin;

import credence.http.Exchange;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.ModelRegistry;
import credence.registry.NamedByAlias;
import credence.registry.Rejection;
import credence.registry.RetireOutcome;
import credence.registry.UnknownVersion;
import java.util.Map;

/// `POST /models/{version}/retire` and `POST /models/{version}/reinstate`.
final class RetirementRoutes {
  private final ModelRegistry registry;
  private final AdminWorkers workers;

  RetirementRoutes(ModelRegistry registry, AdminWorkers workers) {
    this.registry = registry;
    this.workers = workers;
  }

  /// Retires a version.
  void retire(Exchange exchange, String name) {
    change(exchange, name, registry::retire);
  }

  /// Undoes a retirement.
  void reinstate(Exchange exchange, String name) {
    change(exchange, name, registry::reinstate);
  }

  private interface Retirement {
    RetireOutcome change(VersionName version, Change change);
  }

  private void change(Exchange exchange, String name, Retirement retirement) {
    if (!VersionName.isValid(name)) {
      exchange.problem(
          Problem.of(ProblemType.UNKNOWN_VERSION, "expected " + VersionName.expected()));
      return;
    }
    RequestObject.read(
        exchange,
        workers,
        object -> {
          String reason = object.reason();
          Problem problem = object.problem();
          return problem != null
              ? new Reply.Rejected(problem, Map.of())
              : reply(
                  retirement.change(new VersionName(name), new Change(exchange.caller(), reason)));
        });
  }

  private static Reply reply(RetireOutcome outcome) {
    return switch (outcome) {
      case RetireOutcome.Changed changed ->
          Reply.ok(AliasDocuments.change(changed.message(), changed.record()));
      case RetireOutcome.Unchanged unchanged ->
          Reply.ok(AliasDocuments.change(unchanged.message(), null));
      case NamedByAlias named -> Reply.rejected(ProblemType.NAMED_BY_ALIAS, named.message());
      case UnknownVersion unknown -> Reply.rejected(ProblemType.UNKNOWN_VERSION, unknown.message());
      case Rejection rejection -> AliasRoutes.rejected(rejection);
    };
  }
}
