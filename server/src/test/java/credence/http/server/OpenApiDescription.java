package credence.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import credence.http.Route;
import java.net.http.HttpResponse;
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
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    assertDescribes(route, method, answer.statusCode(), type, answer.body());
  }

  /// Asserts the same of the parts of an answer.
  public void assertDescribes(Route route, String method, int status, String type, String body) {
    JsonNode responses = operations(route).get(method).get("responses");
    JsonNode response = responses.get("" + status);
    assertThat(response).as("%s %d %s", route, status, body).isNotNull();
    if (response.has("$ref")) {
      response = document.at(response.get("$ref").asString().substring(1));
    }
    JsonNode content = response.get("content").get(type);
    assertThat(content).as("%s in %s", route, type).isNotNull();
    if (type.endsWith("json")) {
      assertValid(content.get("schema"), RunningServer.json(body), body);
    }
  }

  /// Asserts that a value conforms to a schema of the document.
  ///
  /// @param as names the value
  public void assertValid(JsonNode schema, JsonNode value, String as) {
    ObjectNode whole = (ObjectNode) schema.deepCopy();
    whole.set("components", document.get("components"));
    assertThat(schema(whole).validate(value)).as(as).isEmpty();
  }

  public static Schema schema(JsonNode document) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(document);
  }
}
