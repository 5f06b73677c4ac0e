package credence.http.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.console.ReportedVersion;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("GET /models/{version}/report")
class ReportRouteTest {
  @TempDir private static Path home;
  private static RunningAdmin server;

  @BeforeAll
  static void start() {
    server = RunningAdmin.withChampion(home);
    ReportedVersion.publish(
        home, ReportedVersion.version("v1", "", ReportedVersion.sample(17, -1.5), null));
    await().until(() -> server.get("/models").body().contains("\"v1\""));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @DisplayName("returns the page with restrictive security headers")
  void page() {
    HttpResponse<String> answer = server.get("/models/v1/report");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; style-src 'sha256-")
        .contains("frame-ancestors 'none'");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.body()).startsWith("<!DOCTYPE html>").contains("<h1>v1</h1>");
  }

  @Test
  @DisplayName("accepts the Accept header of browsers")
  void browser() {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/models/v1/report")
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .GET());
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("answers HEAD with the same head and no body")
  void head() {
    HttpResponse<String> page = server.get("/models/v1/report");
    HttpResponse<String> head =
        server.send(server.request("/models/v1/report").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().map()).isEqualTo(page.headers().map());
  }

  @Test
  @DisplayName("rejects unknown and unreadable versions, and requests for JSON, with a problem")
  void rejections() {
    HttpResponse<String> unknown = server.get("/models/v2/report");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("unknown-version");
    HttpResponse<String> damaged = server.get("/models/champion/report");
    assertThat(damaged.statusCode()).isEqualTo(503);
    assertThat(damaged.body()).contains("version-damaged", "training_set_2014_09_10");
    HttpResponse<String> json =
        server.send(server.request("/models/v1/report").header("Accept", "application/json").GET());
    assertThat(json.statusCode()).isEqualTo(406);
    assertThat(json.body()).contains("text/html");
  }

  @Test
  @DisplayName("is not available on the prediction port")
  void dataPort() {
    assertThat(server.data.get("/models/v1/report").statusCode()).isEqualTo(404);
  }
}
