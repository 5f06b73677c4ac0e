package credence.http.info;

import credence.http.Exchange;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.wire.JsonBytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `GET /problems/{type}`: explains a problem type at its URI.
final class ProblemRoute {
  private ProblemRoute() {}

  /// Explains a type.
  static void explain(Exchange exchange, String slug) {
    Optional<ProblemType> type =
        Arrays.stream(ProblemType.values()).filter(t -> t.slug().equals(slug)).findFirst();
    if (type.isPresent()) {
      exchange.json(200, document(type.get()));
    } else {
      List<String> slugs = Arrays.stream(ProblemType.values()).map(ProblemType::slug).toList();
      exchange.problem(
          Problem.of(ProblemType.UNKNOWN_PATH, "expected one of: " + String.join(", ", slugs)));
    }
  }

  private static byte[] document(ProblemType type) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("type", type.uri());
          json.writeNumberProperty("status", type.status());
          json.writeStringProperty("title", type.title());
          json.writeStringProperty("remedy", type.remedy());
          json.writeEndObject();
        });
  }
}
