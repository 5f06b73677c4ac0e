package credence.http.admin;

import static credence.http.server.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credence.http.Route;
import credence.http.server.CredenceServer;
import credence.http.server.TestModels;
import credence.http.settings.AdminSettings;
import credence.http.settings.AdmissionSettings;
import credence.token.AccessTokens;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The admin port")
class AdminGateTest {
  private static String requestBy(String headers) {
    return "GET /aliases HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n";
  }

  @Nested
  @DisplayName("on loopback")
  class OnLoopback {
    @TempDir static Path home;
    private static RunningAdmin server;

    @BeforeAll
    static void start() {
      server = RunningAdmin.withChampion(home);
    }

    @AfterAll
    static void stop() {
      server.close();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"localhost", "localhost:8081", "127.0.0.1:9999", "[::1]:8081", "LOCALHOST:1"})
    @DisplayName("accepts requests for this machine, whatever the port of a tunnel")
    void own(String host) throws IOException {
      assertThat(server.raw(requestBy("Host: " + host + "\r\n"))).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "evil.example",
          "evil.example:8081",
          "localhost.evil.example",
          "127.0.0.1.nip.io",
          "192.168.0.1",
          "0.0.0.0:8081"
        })
    @DisplayName("rejects other hosts, such as a rebound name")
    void rebound(String host) throws IOException {
      assertThat(server.raw(requestBy("Host: " + host + "\r\n")))
          .startsWith("HTTP/1.1 421")
          .contains("/problems/foreign-host")
          .doesNotContain("training_set_2014_09_10");
    }

    @Test
    @DisplayName("rejects a request without a host")
    void hostless() throws IOException {
      assertThat(server.raw("GET /aliases HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 421");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Origin: https://evil.example\r\n",
          "Origin: null\r\n",
          "Origin: http://localhost:3000\r\n",
          "Sec-Fetch-Site: cross-site\r\n",
          "Sec-Fetch-Site: same-site\r\n"
        })
    @DisplayName("rejects requests and preflights of web pages of other origins")
    void foreignPage(String headers) throws IOException {
      String host = "Host: localhost:8081\r\n";
      assertThat(server.raw(requestBy(host + headers)))
          .startsWith("HTTP/1.1 403")
          .contains("/problems/foreign-origin")
          .doesNotContainIgnoringCase("access-control");
      assertThat(
              server.raw(
                  "OPTIONS /aliases HTTP/1.1\r\n" + host + headers + "Connection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 403");
    }

    @Test
    @DisplayName("accepts requests of pages of the same origin")
    void ownPage() throws IOException {
      assertThat(
              server.raw(
                  requestBy(
                      String.join(
                          "\r\n",
                          "Host: localhost:8081",
                          "Origin: http://localhost:8081",
                          "Sec-Fetch-Site: same-origin",
                          ""))))
          .startsWith("HTTP/1.1 200");
    }

    @Test
    @DisplayName("rejects a wrong token even if no token is needed")
    void wrongToken() {
      HttpResponse<String> response =
          server.send(server.request("/aliases").header("Authorization", "Bearer credence_x"));
      assertThat(response.statusCode()).isEqualTo(401);
      HttpResponse<String> health =
          server.send(server.request("/health/live").header("Authorization", "Bearer credence_x"));
      assertThat(health.statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("serves no predictions, and the prediction port has no admin routes")
    void ports() {
      assertThat(
              server
                  .send(
                      server
                          .request("/predict")
                          .POST(HttpRequest.BodyPublishers.ofString(TestModels.APPLICANT)))
                  .statusCode())
          .isEqualTo(404);
      assertThat(server.data.get("/aliases").statusCode()).isEqualTo(404);
      assertThat(server.data.get("/history").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/models/champion/schema",
          "/health/live",
          "/health/ready",
          "/problems/foreign-host"
        })
    @DisplayName("has the shared resources of the prediction port")
    void shared(String path) {
      HttpResponse<String> response = server.get(path);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo(server.data.get(path).body());
    }

    @Test
    @DisplayName("counts its requests together with all others")
    void counted() {
      server.get("/aliases");
      assertThat(server.get("/metrics").body())
          .containsPattern("credence_http_requests_total\\{.*route=\"/aliases\".*} [1-9]");
    }
  }

  @Nested
  @DisplayName("on another interface")
  class Elsewhere {
    private static final List<String> WITHOUT_TOKEN =
        List.of(
            "",
            "Authorization: Bearer\r\n",
            "Authorization: Bearer credence_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n",
            "Authorization: Basic YWRhOmFkYQ==\r\n");

    @TempDir static Path home;
    private static RunningAdmin server;
    private static String token;

    @BeforeAll
    static void start() throws IOException {
      server =
          RunningAdmin.withChampion(
              home,
              new AdminSettings(
                  "0.0.0.0", 0, false, new AdmissionSettings(512, 256, 128, 5_000, 1_000)));
      token = ((AccessTokens.Created) server.tokens.create("ada")).token();
    }

    @AfterAll
    static void stop() {
      server.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("rejects requests of every route but health without a valid token")
    void closed(Route route) throws IOException {
      String path = route.path().replaceAll("\\{[a-z]+}", "x");
      for (String method : route.allow().split(", ", -1)) {
        for (String headers : WITHOUT_TOKEN) {
          if (route.isHealth()) {
            assertThat(server.raw(request(method, path, headers)))
                .startsWith(method.equals("OPTIONS") ? "HTTP/1.1 204" : "HTTP/1.1 200");
          } else {
            assertTokenRequired(method, path, headers);
          }
        }
      }
    }

    @Test
    @DisplayName("rejects requests of unknown paths without a valid token")
    void unknownPaths() throws IOException {
      for (String path : new String[] {"/nothing", "/", "/health", "/health/live/", "*"}) {
        for (String headers : WITHOUT_TOKEN) {
          assertTokenRequired(path.equals("*") ? "OPTIONS" : "GET", path, headers);
        }
      }
    }

    private static void assertTokenRequired(String method, String path, String headers)
        throws IOException {
      assertThat(server.raw(request(method, path, headers)))
          .as("%s %s %s", method, path, headers)
          .startsWith("HTTP/1.1 401")
          .containsIgnoringCase("www-authenticate: Bearer");
    }

    private static String request(String method, String path, String headers) {
      return method
          + " "
          + path
          + " HTTP/1.1\r\nHost: bank.example\r\n"
          + headers
          + "Connection: close\r\n\r\n";
    }

    @Test
    @DisplayName("accepts requests with a token, for any host, until it is revoked")
    void open() throws IOException {
      String request = requestBy("Host: bank.example\r\nAuthorization: Bearer " + token + "\r\n");
      assertThat(server.raw(request)).startsWith("HTTP/1.1 200");
      String passing = ((AccessTokens.Created) server.tokens.create("passing")).token();
      String other = requestBy("Host: x\r\nAuthorization: bearer " + passing + "\r\n");
      assertThat(server.raw(other)).startsWith("HTTP/1.1 200");
      server.tokens.revoke("passing");
      assertThat(server.raw(other)).startsWith("HTTP/1.1 401");
      assertThat(server.raw(request)).startsWith("HTTP/1.1 200");
    }

    @Test
    @DisplayName("rejects requests of foreign pages even with a token")
    void foreignPage() throws IOException {
      assertThat(
              server.raw(
                  requestBy(
                      "Host: bank.example\r\nOrigin: https://evil.example\r\nAuthorization: Bearer "
                          + token
                          + "\r\n")))
          .startsWith("HTTP/1.1 403");
    }

    @Test
    @DisplayName("never logs a token")
    void unlogged() {
      assertThat(server.data.logged()).doesNotContain(token).contains("admin-port-open");
    }
  }

  @Test
  @DisplayName("reports in one line that its port is in use")
  void taken(@TempDir Path home) {
    try (RunningAdmin first = RunningAdmin.withChampion(home)) {
      AdminSettings same =
          new AdminSettings("127.0.0.1", first.admin.port(), false, AdmissionSettings.defaults());
      assertThatThrownBy(
              () -> AdminServer.start(first.data.server, first.parts(), same, first.data.log))
          .isInstanceOf(CredenceServer.StartFailure.class)
          .hasMessageContaining("port " + first.admin.port())
          .hasMessageContaining("--admin-port");
      assertThat(json(first.get("/aliases")).get("aliases")).isNotEmpty();
    }
  }
}
