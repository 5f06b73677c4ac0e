package credence.http.admin;

import credence.http.Exchange;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.model.Alias;
import credence.promotion.Promotion;
import credence.registry.AliasMove;
import credence.registry.Change;
import credence.registry.ModelRegistry;
import credence.registry.MoveOutcome;
import credence.registry.RegistryState;
import credence.registry.Rejection;
import credence.registry.UnknownVersion;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// `GET /aliases`; `GET` and `PUT /aliases/{alias}`, and `POST /aliases/{alias}/rollback`. The ETag
/// of an alias is the number of the record that last moved it, so it changes only when the alias is
/// moved.
final class AliasRoutes {
  private final ModelRegistry registry;
  private final Promotion promotion;
  private final AdminWorkers workers;

  AliasRoutes(AdminParts parts, AdminWorkers workers) {
    this.registry = parts.registry();
    this.promotion = parts.promotion();
    this.workers = workers;
  }

  /// Lists all aliases.
  void list(Exchange exchange) {
    workers.answer(
        exchange,
        () -> {
          RegistryState state = registry.state();
          long newest =
              Arrays.stream(Alias.values())
                  .mapToLong(alias -> state.alias(alias).lastMove())
                  .max()
                  .orElse(0);
          return reply(state, newest, AliasDocuments.list(state));
        });
  }

  /// Shows or moves an alias.
  void one(Exchange exchange, String name) {
    Alias alias = Alias.of(name).orElse(null);
    if (alias == null) {
      exchange.problem(unknown());
    } else if (exchange.request().method().equals(HttpMethod.PUT)) {
      String ifMatch = exchange.request().getHeader(HttpHeaders.IF_MATCH);
      if (ifMatch == null) {
        exchange.problem(
            Problem.of(
                ProblemType.PRECONDITION_REQUIRED,
                "expected the header If-Match with the alias's ETag"));
      } else {
        RequestObject.read(
            exchange, workers, object -> move(alias, object, ifMatch, exchange.caller()));
      }
    } else {
      workers.answer(exchange, () -> reply(registry.state(), alias, null));
    }
  }

  /// Restores the value that an alias had before its last move.
  void rollback(Exchange exchange, String name) {
    Alias alias = Alias.of(name).orElse(null);
    if (alias == null) {
      exchange.problem(unknown());
      return;
    }
    String ifMatch = exchange.request().getHeader(HttpHeaders.IF_MATCH);
    RequestObject.read(
        exchange,
        workers,
        object -> {
          String reason = object.reason();
          Problem problem = object.problem();
          if (problem != null) {
            return new Reply.Rejected(problem, Map.of());
          }
          Change change = new Change(exchange.caller(), reason);
          return move(
              new AliasMove.Rollback(alias), ifMatch == null ? "*" : ifMatch, false, change);
        });
  }

  private Reply move(Alias alias, RequestObject object, String ifMatch, String author) {
    AliasMove move = AliasMoveForm.read(object, alias);
    String reason = object.reason();
    boolean override = object.flag("override");
    Problem problem = object.problem();
    if (problem != null || move == null) {
      return new Reply.Rejected(
          problem == null ? Problem.of(ProblemType.INVALID_REQUEST, "no move") : problem, Map.of());
    }
    return move(move, ifMatch, override, new Change(author, reason));
  }

  /// Moves an alias if neither it nor the champion, which its version was compared with, has been
  /// moved since they were read.
  private Reply move(AliasMove move, String ifMatch, boolean override, Change change) {
    Optional<Long> lastMove = expected(ifMatch, move.alias());
    if (lastMove.isEmpty()) {
      return stale(move.alias());
    }
    return switch (promotion.move(move, OptionalLong.of(lastMove.get()), override, change)) {
      case Promotion.Decided(MoveOutcome outcome, List<String> warnings) ->
          reply(move.alias(), outcome, warnings);
      case Promotion.CheckFailed failed ->
          Reply.rejected(
              ProblemType.GATES_NOT_PASSED,
              String.join("; ", failed.reasonsAgainst())
                  + (failed.overridable() ? "; set override to move it anyway" : ""));
    };
  }

  private Reply reply(Alias alias, MoveOutcome outcome, List<String> warnings) {
    return switch (outcome) {
      case MoveOutcome.Moved _, MoveOutcome.AlreadyThere _ ->
          reply(registry.state(), alias, warnings);
      case MoveOutcome.Stale stale ->
          Reply.rejected(ProblemType.PRECONDITION_FAILED, stale.message());
      case UnknownVersion unknown -> Reply.rejected(ProblemType.INVALID_REQUEST, unknown.message());
      case Rejection rejection -> rejected(rejection);
      default -> Reply.rejected(ProblemType.MOVE_REFUSED, outcome.message());
    };
  }

  /// The number of an alias's last move, if it matches the client's If-Match.
  private Optional<Long> expected(String ifMatch, Alias alias) {
    long lastMove = registry.state().alias(alias).lastMove();
    return Arrays.stream(ifMatch.split(",", -1))
        .map(String::strip)
        .filter(tag -> tag.equals("*") || tag.equals(etag(lastMove)))
        .findFirst()
        .map(_ -> lastMove);
  }

  private static Reply stale(Alias alias) {
    return Reply.rejected(
        ProblemType.PRECONDITION_FAILED,
        alias.text() + " was moved in the meantime; get it again and review the change");
  }

  /// The reply to a change that was not attempted.
  static Reply rejected(Rejection rejection) {
    return Reply.rejected(
        rejection instanceof Rejection.Busy ? ProblemType.OVERLOADED : ProblemType.INVALID_REQUEST,
        rejection.message());
  }

  private static Reply reply(RegistryState state, Alias alias, @Nullable List<String> warnings) {
    return reply(state, state.alias(alias).lastMove(), AliasDocuments.one(state, alias, warnings));
  }

  private static Reply reply(RegistryState state, long lastMove, byte[] content) {
    Optional<Reply> damaged =
        state
            .damage()
            .map(damage -> Reply.rejected(ProblemType.STORAGE_UNAVAILABLE, damage.message()));
    return damaged.orElseGet(() -> new Reply.Json(200, content, Map.of("ETag", etag(lastMove))));
  }

  private static Problem unknown() {
    List<String> known = Arrays.stream(Alias.values()).map(Alias::text).toList();
    return Problem.of(ProblemType.UNKNOWN_ALIAS, "expected one of " + String.join(", ", known));
  }

  private static String etag(long lastMove) {
    return "\"" + lastMove + "\"";
  }
}
