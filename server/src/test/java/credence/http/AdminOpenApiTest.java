package credence.http;

import static org.assertj.core.api.Assertions.assertThat;

import credence.http.admin.RunningAdmin;
import credence.http.server.OpenApiDescription;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("/openapi.json matches the admin port:")
class AdminOpenApiTest {
  @TempDir static Path home;
  private static RunningAdmin server;
  private static OpenApiDescription description;

  @BeforeAll
  static void start() {
    server = RunningAdmin.withChampion(home);
    description = OpenApiDescription.of(server.get("/openapi.json"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Stream<Route> routes() {
    return Arrays.stream(Route.values()).filter(route -> route.port() != Route.Port.DATA);
  }

  private static String path(Route route) {
    return route
        .path()
        .replace("{alias}", "champion")
        .replace("{version}", "training_set_2014_09_10")
        .replace("{name}", "training_set_2025_01_31")
        .replace("{id}", "20250131-101530000-000000")
        .replace("{type}", "not-ready");
  }

  private HttpResponse<String> answer(Route route, String method) {
    return server.send(server.request(path(route)).method(method, BodyPublishers.noBody()));
  }

  @Test
  @DisplayName("its paths are exactly the server's")
  void paths() {
    assertThat(new TreeSet<>(description.document().get("paths").propertyNames()))
        .isEqualTo(new TreeSet<>(routes().map(Route::path).toList()));
  }

  @ParameterizedTest
  @MethodSource("routes")
  @DisplayName("each path has exactly the described methods")
  void methods(Route route) {
    List<String> described =
        description.operations(route).propertyNames().stream()
            .map(method -> method.toUpperCase(Locale.ROOT))
            .toList();
    for (String method : List.of("GET", "PUT", "POST", "DELETE", "PATCH")) {
      HttpResponse<String> answer = answer(route, method);
      assertThat(answer.statusCode() != 405).as(method).isEqualTo(described.contains(method));
      if (answer.statusCode() == 405) {
        assertThat(answer.headers().firstValue("Allow")).contains(route.allow());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  @DisplayName("each answer to an empty request is described")
  void answers(Route route) {
    for (String method : description.operations(route).propertyNames()) {
      description.assertDescribes(route, method, answer(route, method.toUpperCase(Locale.ROOT)));
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  @DisplayName("the rejections of foreign pages, wrong tokens and unacceptable types are described")
  void rejections(Route route) {
    for (String method : description.operations(route).propertyNames()) {
      for (String[] header :
          new String[][] {
            {"Sec-Fetch-Site", "cross-site"},
            {"Authorization", "Bearer x"},
            {"Accept", "image/png"}
          }) {
        HttpResponse<String> answer =
            server.send(
                server
                    .request(path(route))
                    .header(header[0], header[1])
                    .method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody()));
        boolean tokenIgnored = route.isHealth() && header[0].equals("Authorization");
        assertThat(answer.statusCode())
            .isBetween(tokenIgnored ? 200 : 400, tokenIgnored ? 200 : 429);
        description.assertDescribes(route, method, answer);
      }
    }
  }
}
