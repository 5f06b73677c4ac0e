package credence.http;

import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.HistoryRecord;
import credence.registry.ModelRegistry;
import credence.registry.RegistryState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// `GET /aliases` and `GET /aliases/{alias}`. An alias's ETag is the number of the record that
/// moved it last, so that it changes with every move and with nothing else.
final class AliasRoutes {
  private final ModelRegistry registry;
  private final AdminWorkers workers;

  AliasRoutes(ModelRegistry registry, AdminWorkers workers) {
    this.registry = registry;
    this.workers = workers;
  }

  /// Tells what every alias names.
  void list(Exchange exchange) {
    workers.answer(
        exchange,
        () -> {
          RegistryState state = registry.state();
          long newest =
              Arrays.stream(Alias.values())
                  .mapToLong(alias -> lastMove(state, alias))
                  .max()
                  .orElse(0);
          byte[] content =
              JsonBytes.of(
                  json -> {
                    json.writeStartObject();
                    json.writeArrayPropertyStart("aliases");
                    for (Alias alias : Alias.values()) {
                      write(json, state, alias);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                  });
          return state
              .damage()
              .<Reply>map(
                  damage -> Reply.refused(ProblemType.STORAGE_UNAVAILABLE, damage.message()))
              .orElseGet(() -> new Reply.Json(200, content, Map.of("ETag", etag(newest))));
        });
  }

  /// Tells what one alias names.
  void tell(Exchange exchange, String name) {
    Optional<Alias> alias = alias(name);
    if (alias.isEmpty()) {
      exchange.problem(unknown());
    } else {
      workers.answer(exchange, () -> reply(registry.state(), alias.get()));
    }
  }

  private static Reply reply(RegistryState state, Alias alias) {
    if (state.damage().isPresent()) {
      return Reply.refused(ProblemType.STORAGE_UNAVAILABLE, state.damage().get().message());
    }
    return new Reply.Json(
        200,
        JsonBytes.of(json -> write(json, state, alias)),
        Map.of("ETag", etag(lastMove(state, alias))));
  }

  private static Problem unknown() {
    List<String> known = Arrays.stream(Alias.values()).map(Alias::text).toList();
    return Problem.of(ProblemType.UNKNOWN_ALIAS, "expected one of " + String.join(", ", known));
  }

  private static Optional<Alias> alias(String name) {
    return Arrays.stream(Alias.values()).filter(alias -> alias.text().equals(name)).findFirst();
  }

  private static String etag(long lastMove) {
    return "\"" + lastMove + "\"";
  }

  private static long lastMove(RegistryState state, Alias alias) {
    return lastRecord(state, alias).map(HistoryRecord::sequence).orElse(0L);
  }

  private static Optional<HistoryRecord> lastRecord(RegistryState state, Alias alias) {
    return state.history().reversed().stream()
        .filter(record -> alias.text().equals(record.alias()))
        .findFirst();
  }

  private static void write(JsonGenerator json, RegistryState state, Alias alias) {
    json.writeStartObject();
    json.writeStringProperty("alias", alias.text());
    json.writeStringProperty("version", state.version(alias).map(VersionName::text).orElse(null));
    lastRecord(state, alias)
        .ifPresent(
            record -> {
              json.writeName("moved");
              HistoryRoutes.write(json, record);
            });
    json.writeEndObject();
  }
}
