package credence.http.admin;

import static credence.http.server.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("On the admin port, aliases and history")
class AliasesTest {
  private static final String FIRST = "training_set_2014_09_10";
  private static final String SECOND = "training_set_2018_04_07";

  @TempDir Path home;
  private RunningAdmin server;

  @BeforeEach
  void start() {
    server = RunningAdmin.withChampion(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String etag(String path) {
    return server.get(path).headers().firstValue("ETag").orElseThrow();
  }

  @Test
  @DisplayName("show what each alias names and who moved it last")
  void list() {
    JsonNode aliases = json(server.get("/aliases")).get("aliases");
    assertThat(aliases.get(0).get("alias").stringValue()).isEqualTo("champion");
    assertThat(aliases.get(0).get("version").stringValue()).isEqualTo(FIRST);
    assertThat(aliases.get(0).get("moved").get("author").stringValue()).isEqualTo("tester");
    assertThat(json(server.get("/aliases/champion"))).isEqualTo(aliases.get(0));
  }

  @Test
  @DisplayName("have an ETag that changes only with a move")
  void etags() {
    String before = etag("/aliases/champion");
    String all = etag("/aliases");
    server.data.publish(SECOND, -1);
    assertThat(etag("/aliases/champion")).isEqualTo(before);
    assertThat(etag("/aliases")).isEqualTo(all);
    server.data.promote(SECOND);
    assertThat(etag("/aliases/champion")).isNotEqualTo(before).matches("\"\\d+\"");
    assertThat(etag("/aliases")).isNotEqualTo(all);
    assertThat(json(server.get("/aliases/champion")).get("version").stringValue())
        .isEqualTo(SECOND);
  }

  @Test
  @DisplayName("are answered by 404 with the existing aliases")
  void unknown() {
    HttpResponse<String> response = server.get("/aliases/leader");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).get("type").stringValue()).isEqualTo("/problems/unknown-alias");
    assertThat(json(response).get("detail").stringValue()).contains("champion");
  }

  @Test
  @DisplayName("list all events, newest first, in pages")
  void history() {
    server.data.publish(SECOND, -1);
    server.data.promote(SECOND);
    JsonNode all = json(server.get("/history"));
    assertThat(all.get("total").intValue()).isEqualTo(3);
    assertThat(all.get("history").valueStream().map(r -> r.get("kind").stringValue()))
        .containsExactly("promoted", "published", "published");
    JsonNode newest = all.get("history").get(0);
    assertThat(newest.get("before").stringValue()).isEqualTo(FIRST);
    assertThat(newest.get("after").stringValue()).isEqualTo(SECOND);
    assertThat(newest.get("reason").stringValue()).isEqualTo("a test");
    JsonNode page = json(server.get("/history?before=3&limit=1")).get("history");
    assertThat(page).hasSize(1);
    assertThat(page.get(0).get("sequence").intValue()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "before=-1", "befor=1", "limit="})
  @DisplayName("reject an invalid page")
  void pages(String query) {
    HttpResponse<String> response = server.get("/history?" + query);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("type").stringValue()).isEqualTo("/problems/invalid-parameter");
  }

  @Test
  @DisplayName("report that the history is damaged, and list its intact part")
  void damaged() throws IOException {
    server.data.publish(SECOND, -1);
    server.data.promote(SECOND);
    Path history = home.resolve("registry/history.log");
    String text = Files.readString(history);
    Files.writeString(history, text.replaceFirst("a test", "A test"));
    HttpResponse<String> aliases = server.get("/aliases");
    assertThat(aliases.statusCode()).isEqualTo(503);
    assertThat(json(aliases).get("type").stringValue()).isEqualTo("/problems/storage-unavailable");
    assertThat(json(server.get("/history")).get("damage").stringValue()).contains("history.log");
  }
}
