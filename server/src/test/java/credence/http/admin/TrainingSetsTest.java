package credence.http.admin;

import static credence.http.server.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.Route;
import credence.http.server.OpenApiDescription;
import credence.http.server.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Over the admin port, a training set")
class TrainingSetsTest {
  private static final String NAME = "training_set_2025_01_31";

  @TempDir Path home;
  private RunningAdmin server;
  private OpenApiDescription description;

  @BeforeEach
  void start() {
    server = RunningAdmin.withChampion(home);
    description = OpenApiDescription.of(server.get("/openapi.json"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> put(String name, byte[] content) {
    HttpResponse<String> response =
        server.send(
            server
                .request("/training-sets/" + name)
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(content)));
    description.assertDescribes(Route.TRAINING_SET, "put", response);
    return response;
  }

  private HttpResponse<String> put(String name, String content) {
    return put(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String name) {
    return home.resolve("training-sets").resolve(name + ".parquet");
  }

  private JsonNode awaited(String name, String state) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                json(server.get("/training-sets/" + name))
                    .path("state")
                    .stringValue("")
                    .equals(state));
    HttpResponse<String> response = server.get("/training-sets/" + name);
    description.assertDescribes(Route.TRAINING_SET, "get", response);
    return json(response);
  }

  private List<String> leftovers() throws IOException {
    if (!Files.isDirectory(home.resolve("training-sets"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(home.resolve("training-sets"))) {
      return files.map(String::valueOf).filter(file -> file.endsWith(".part")).toList();
    }
  }

  @Test
  @DisplayName("is uploaded, checked, listed and shown")
  void uploaded() throws IOException {
    HttpResponse<String> response = put(NAME + ".parquet", "good");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("Location")).contains("/training-sets/" + NAME);
    assertThat(file(NAME)).hasContent("good");
    assertThat(leftovers()).isEmpty();
    JsonNode set = awaited(NAME, "accepted");
    assertThat(set.get("rows").intValue()).isEqualTo(10);
    assertThat(set.get("changed").get(0).stringValue()).isEqualTo("score_3 has moved up");
    assertThat(set.get("changed").get(1).stringValue())
        .isEqualTo("2 further columns have shifted.");
    String changes =
        "[{\"text\":\"score_3 has moved up\"},{\"code\":\"further-columns\","
            + "\"parameters\":{\"count\":2},\"text\":\"2 further columns have shifted.\"}]";
    assertThat(set.get("changes")).hasToString(changes);
    assertThat(set.at("/profile/changes")).hasToString(changes);
    assertThat(set.at("/profile/changed")).isEqualTo(set.get("changed"));
    HttpResponse<String> list = server.get("/training-sets");
    description.assertDescribes(Route.TRAINING_SETS, "get", list);
    assertThat(json(list).get("training_sets").get(0).get("training_set").stringValue())
        .isEqualTo(NAME);
  }

  @Test
  @DisplayName(
      "may be CSV, which the ending of its name says, and replaces a refused one of another format")
  void csv() throws IOException {
    assertThat(put(NAME + ".csv.gz", "bad").statusCode()).isEqualTo(201);
    Path sets = home.resolve("training-sets");
    awaited(NAME, "refused");
    assertThat(put(NAME + ".csv", "good").statusCode()).isEqualTo(201);
    assertThat(sets.resolve(NAME + ".csv")).hasContent("good");
    assertThat(sets.resolve(NAME + ".csv.gz")).doesNotExist();
    awaited(NAME, "accepted");
    assertThat(put(NAME + ".csv", "good").statusCode()).isEqualTo(200);
    assertThat(put(NAME + ".parquet", "better").statusCode()).isEqualTo(409);
    assertThat(file(NAME)).doesNotExist();
  }

  @Test
  @DisplayName("is stored byte for byte, however large it is")
  void whole() throws IOException {
    byte[] content = new byte[1 << 20];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31 + i / 257);
    }
    assertThat(put(NAME, content).statusCode()).isEqualTo(201);
    assertThat(file(NAME)).hasBinaryContent(content);
  }

  @Test
  @DisplayName("is never changed: the same bytes are accepted, others are rejected and deleted")
  void taken() throws IOException {
    put(NAME, "good");
    assertThat(put(NAME, "good").statusCode()).isEqualTo(200);
    HttpResponse<String> other = put(NAME, "other");
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(json(other).get("type").stringValue()).isEqualTo("/problems/name-taken");
    assertThat(file(NAME)).hasContent("good");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  @DisplayName("that was rejected shows the reason and may be replaced")
  void refused() {
    put(NAME, "bad");
    JsonNode set = awaited(NAME, "refused");
    assertThat(set.get("faults").get(0).stringValue()).contains("score_3");
    assertThat(put(NAME, "good").statusCode()).isEqualTo(201);
    awaited(NAME, "accepted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "customers.parquet",
        "training_set_2025_02_30",
        "..%2F..%2Fconfig.yaml",
        "training_set_2025_01_31.csv.parquet",
        ".training_set_2025_01_31"
      })
  @DisplayName("must have a name that contains only a valid date")
  void names(String name) throws IOException {
    assertThat(put(name, "good").statusCode()).isEqualTo(422);
    assertThat(server.get("/training-sets/" + name).statusCode()).isEqualTo(404);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  @DisplayName("that is too large is rejected, with or without a declared length, and deleted")
  void tooLarge() throws IOException {
    byte[] content = new byte[(1 << 20) + 1];
    assertThat(put(NAME, content).statusCode()).isEqualTo(413);
    String chunk = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.admin.port())) {
      socket.setSoTimeout(20_000);
      RunningServer.write(
          socket,
          "PUT /training-sets/"
              + NAME
              + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
              + chunk
              + "1\r\nx\r\n0\r\n\r\n");
      byte[] answer = socket.getInputStream().readNBytes(12);
      assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 413");
    }
    await().until(() -> leftovers().isEmpty());
    assertThat(file(NAME)).doesNotExist();
  }

  @Test
  @DisplayName("whose upload is interrupted is deleted")
  void brokenOff() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.admin.port())) {
      RunningServer.write(
          socket,
          "PUT /training-sets/"
              + NAME
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\ngood");
      await().until(() -> !leftovers().isEmpty());
    }
    await().until(() -> leftovers().isEmpty());
    assertThat(file(NAME)).doesNotExist();
  }

  @Test
  @DisplayName("is not accepted in compressed form")
  void compressed() {
    HttpResponse<String> response =
        server.send(
            server
                .request("/training-sets/" + NAME)
                .header("Content-Encoding", "gzip")
                .PUT(BodyPublishers.ofString("good")));
    assertThat(response.statusCode()).isEqualTo(415);
  }
}
