package credence.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import credence.http.problem.ProblemType;
import credence.http.server.OpenApiDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("In the OpenAPI documents of both ports,")
class OpenApiExamplesTest {
  /// Problem types that no operation has: those of unknown paths and methods, and of other versions
  /// of HTTP, which any path answers with, and the one in the last line of a batch.
  private static final Set<String> OF_NO_OPERATION =
      Set.of("method-not-allowed", "version-not-supported", "answers-not-read");

  @TempDir static Path home;
  private static List<OpenApiDescription> documents;

  @BeforeAll
  static void read() {
    try (RunningAdmin server = RunningAdmin.withChampion(home)) {
      documents =
          List.of(
              OpenApiDescription.of(server.data.get("/openapi.json")),
              OpenApiDescription.of(server.get("/openapi.json")));
    }
  }

  /// Visits each media type of requests and responses, with its place.
  private static void visit(OpenApiDescription of, BiConsumer<String, JsonNode> media) {
    JsonNode document = of.document();
    for (String path : document.get("paths").propertyNames()) {
      JsonNode operations = document.get("paths").get(path);
      for (String method : operations.propertyNames()) {
        String place = method + " " + path;
        JsonNode operation = operations.get(method);
        visit(operation.path("requestBody"), place, media);
        for (String status : operation.get("responses").propertyNames()) {
          JsonNode response = operation.get("responses").get(status);
          if (response.has("$ref")) {
            response = document.at(response.get("$ref").asString().substring(1));
          }
          visit(response, place + " " + status, media);
        }
      }
    }
  }

  private static void visit(JsonNode of, String place, BiConsumer<String, JsonNode> media) {
    JsonNode content = of.path("content");
    for (String type : content.propertyNames()) {
      media.accept(place + " " + type, content.get(type));
    }
  }

  private static List<JsonNode> examples(JsonNode media) {
    List<JsonNode> examples = new ArrayList<>();
    if (media.has("example")) {
      examples.add(media.get("example"));
    }
    media.path("examples").valueStream().forEach(example -> examples.add(example.get("value")));
    return examples;
  }

  @Test
  @DisplayName(
      "each operation has examples of requests, answers and problems that its schemas accept")
  void valid() {
    for (OpenApiDescription of : documents) {
      visit(
          of,
          (place, media) -> {
            List<JsonNode> examples = examples(media);
            if (!place.endsWith("octet-stream")) {
              assertThat(examples).as(place).isNotEmpty();
            }
            examples.forEach(example -> of.assertValid(media.get("schema"), example, place));
          });
    }
  }

  @Test
  @DisplayName("the examples of problems are those that the server knows, all of them")
  void problems() {
    TreeSet<String> shown = new TreeSet<>(OF_NO_OPERATION);
    for (OpenApiDescription of : documents) {
      visit(
          of,
          (place, media) -> {
            if (place.endsWith("problem+json")) {
              for (JsonNode problem : examples(media)) {
                ProblemType type = type(problem.get("type").asString());
                assertThat(problem.get("title").asString()).isEqualTo(type.title());
                assertThat(problem.get("status").asInt()).isEqualTo(type.status());
                assertThat(place).contains(" " + type.status() + " ");
                assertThat(problem.get("message")).isEqualTo(problem.get("detail"));
                shown.add(type.slug());
              }
            }
          });
    }
    assertThat(shown)
        .isEqualTo(
            new TreeSet<>(Arrays.stream(ProblemType.values()).map(ProblemType::slug).toList()));
  }

  private static ProblemType type(String uri) {
    return Arrays.stream(ProblemType.values())
        .filter(type -> type.uri().equals(uri))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("what both ports have is described alike, apart from model versions and examples")
  void alike() {
    JsonNode data = documents.getFirst().document();
    JsonNode admin = documents.getLast().document();
    for (String kind : data.get("components").propertyNames()) {
      JsonNode components = data.get("components").get(kind);
      for (String name : components.propertyNames()) {
        JsonNode other = admin.get("components").path(kind).path(name);
        if (other.isObject()) {
          assertThat(withoutExamples(components.get(name)))
              .as(name)
              .isEqualTo(withoutExamples(other));
        }
      }
    }
  }

  private static String withoutExamples(JsonNode component) {
    JsonNode copy = component.deepCopy();
    copy.path("content").valueStream().forEach(media -> ((ObjectNode) media).remove("examples"));
    return copy.toString();
  }

  @Test
  @DisplayName("a token is required by the admin port alone, and not for health")
  void security() {
    JsonNode data = documents.getFirst().document();
    JsonNode admin = documents.getLast().document();
    assertThat(data.get("security")).isEmpty();
    assertThat(data.at("/components/securitySchemes").isMissingNode()).isTrue();
    assertThat(admin.at("/components/securitySchemes/token/type").asString()).isEqualTo("http");
    assertThat(admin.at("/components/securitySchemes/token/scheme").asString()).isEqualTo("bearer");
    assertThat(admin.get("security")).hasToString("[{\"token\":[]},{}]");
    for (String path : admin.get("paths").propertyNames()) {
      boolean open = admin.get("paths").get(path).path("get").has("security");
      assertThat(open).as(path).isEqualTo(path.startsWith("/health/"));
    }
  }

  @Test
  @DisplayName("each reference exists, and each component is used")
  void references() {
    for (OpenApiDescription of : documents) {
      TreeSet<String> used = new TreeSet<>();
      collect(of.document(), used);
      TreeSet<String> components = new TreeSet<>();
      JsonNode all = of.document().get("components");
      for (String kind : List.of("parameters", "responses", "schemas")) {
        all.get(kind)
            .propertyNames()
            .forEach(name -> components.add("#/components/" + kind + "/" + name));
      }
      assertThat(used).isEqualTo(components);
    }
  }

  private static void collect(JsonNode node, Set<String> references) {
    if (node.isObject() && node.path("$ref").isString()) {
      references.add(node.get("$ref").asString());
    }
    node.valueStream().forEach(child -> collect(child, references));
  }
}
