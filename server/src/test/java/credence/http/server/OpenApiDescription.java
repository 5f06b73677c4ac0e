package credence.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import credence.http.Route;
import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The contents of `/openapi.json`, for comparison with responses.
public record OpenApiDescription(JsonNode document) {
  public static OpenApiDescription of(HttpResponse<String> answer) {
    return new OpenApiDescription(RunningServer.json(answer));
  }

  /// The operations of a route, by method in lower case.
  public JsonNode operations(Route route) {
    return document.get("paths").get(route.path());
  }

  /// Asserts that the status, the media type and the content of an answer are described.
  public void assertDescribes(Route route, String method, HttpResponse<String> answer) {
    JsonNode responses = operations(route).get(method).get("responses");
    JsonNode response = responses.get("" + answer.statusCode());
    assertThat(response).as("%s %d %s", route, answer.statusCode(), answer.body()).isNotNull();
    if (response.has("$ref")) {
      response = document.at(response.get("$ref").asString().substring(1));
    }
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    JsonNode content = response.get("content").get(type);
    assertThat(content).as("%s in %s", route, type).isNotNull();
    if (type.endsWith("json")) {
      ObjectNode schema = (ObjectNode) content.get("schema").deepCopy();
      schema.set("components", document.get("components"));
      List<?> errors = schema(schema).validate(RunningServer.json(answer));
      assertThat(errors).as(answer.body()).isEmpty();
    }
  }

  public static Schema schema(JsonNode document) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(document);
  }
}
