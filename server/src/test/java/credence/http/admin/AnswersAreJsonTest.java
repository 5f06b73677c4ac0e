package credence.http.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credence.wire.JsonGrammar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Every response is JSON as defined by RFC 8259")
class AnswersAreJsonTest {
  private static final long SEED = 20_261_127;
  private static final int RECORDS = 4_000;
  private static final int BATCH = 40;

  private static final String HEAD =
      "{\"score_3\":480.0,\"score_4\":105.2,\"score_5\":0.8514,\"score_6\":94.2,";

  /// Fragments of ids, names and values as bytes of a string's content.
  private static final List<byte[]> PARTS = parts();

  @TempDir static Path home;
  private static RunningAdmin server;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    server = RunningAdmin.withChampion(home);
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    System.out.println("seed " + SEED);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  private static List<byte[]> parts() {
    List<byte[]> parts = new ArrayList<>();
    for (String text :
        new String[] {
          "a",
          "8db4206f",
          "\\n",
          "\\\\u0661",
          "\\u00e4",
          "\\ud83d\\ude00",
          "\\ud83d",
          "\\ude00",
          "\\u0000",
          "\u2028",
          "\u2029",
          "\u007f",
          "\u0080",
          "\u00a0",
          "\ufeff",
          "\ufffe",
          "\\u000\u0661",
          "\\u\u0130000",
          "\\u00\u0441c",
          "\\u00\uff11\uff11",
          "\\u12",
          "\\x41",
          "\\'",
          "\u0001",
          "\t",
          "\ud83d\ude00"
        }) {
      parts.add(text.getBytes(UTF_8));
    }
    for (String hex :
        new String[] {"eda0bd", "c080", "c0a2", "f4908080", "fe", "ff", "80", "e28a"}) {
      parts.add(HexFormat.of().parseHex(hex));
    }
    return parts;
  }

  private static byte[] record(SplittableRandom random) {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(HEAD.getBytes(UTF_8));
    if (random.nextBoolean()) {
      field(record, random, "note");
      record.write(',');
    }
    field(record, random, "id");
    record.write('}');
    return record.toByteArray();
  }

  private static void field(ByteArrayOutputStream record, SplittableRandom random, String name) {
    record.writeBytes(('"' + name + "\":\"").getBytes(UTF_8));
    for (int i = random.nextInt(3); i >= 0; i--) {
      record.writeBytes(PARTS.get(random.nextInt(PARTS.size())));
    }
    record.write('"');
  }

  private static HttpResponse<byte[]> post(int port, String path, String type, byte[] body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> predict(String path, String type, byte[] body)
      throws IOException, InterruptedException {
    return post(server.data.server.port(), path, type, body);
  }

  private static boolean isJson(byte[] bytes) {
    try {
      return JsonGrammar.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()).isValue();
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }

  @Test
  @DisplayName("to one record, from one version or all, whether it is answered or rejected")
  void single() throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(SEED);
    int predicted = 0;
    int refused = 0;
    for (int i = 0; i < RECORDS; i++) {
      byte[] record = record(random);
      HttpResponse<byte[]> answer =
          predict(i % 2 == 0 ? "/predict" : "/predict?version=all", "application/json", record);
      assertThat(isJson(answer.body())).as(() -> new String(record, UTF_8)).isTrue();
      if (answer.statusCode() == 200) {
        predicted++;
        assertThat(isJson(record)).as(() -> new String(record, UTF_8)).isTrue();
      } else {
        refused++;
      }
    }
    assertThat(predicted).isGreaterThan(RECORDS / 10);
    assertThat(refused).isGreaterThan(RECORDS / 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/predict/batch", "/predict/batch?version=all"})
  @DisplayName("to JSON lines: each line, one for each record")
  void lines(String path) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < RECORDS / BATCH; i++) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int r = 0; r < BATCH; r++) {
        body.writeBytes(record(random));
        body.write('\n');
      }
      byte[] answer = predict(path, "application/x-ndjson", body.toByteArray()).body();
      int count = 0;
      for (int from = 0; from < answer.length; count++) {
        int to = from;
        while (answer[to] != '\n') {
          to++;
        }
        byte[] line = Arrays.copyOfRange(answer, from, to);
        assertThat(isJson(line)).as(() -> new String(line, UTF_8)).isTrue();
        from = to + 1;
      }
      assertThat(count).isEqualTo(BATCH);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/predict/batch", "/predict/batch?version=all"})
  @DisplayName("to an array")
  void array(String path) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < RECORDS / BATCH; i++) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int r = 0; r < BATCH; r++) {
        body.write(r == 0 ? '[' : ',');
        body.writeBytes(record(random));
      }
      body.write(']');
      HttpResponse<byte[]> answer = predict(path, "application/json", body.toByteArray());
      assertThat(isJson(answer.body())).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7b22726561736f6e223a2261ff227d", // not UTF-8
        "7b22726561736f6e223a225c75303030d9a1227d", // a digit of another script in an escape
        "efbbbf7b22726561736f6e223a2261227d", // a byte order mark
        "7b22726561736f6e223a2261c080227d", // an overlong form
        "7b22726561736f6e223a22eda0bd227d", // half a pair
        "007b00220072002200" // UTF-16
      })
  @DisplayName("and the admin port rejects invalid JSON")
  void admin(String hex) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        post(
            server.admin.port(),
            "/aliases/champion/rollback",
            "application/json",
            HexFormat.of().parseHex(hex));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), UTF_8)).contains("/problems/malformed-json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"half \\ud83d of a pair", "two \\u2028 lines", "\\ude00"})
  @DisplayName("and a reason that is not one line of UTF-8")
  void reason(String reason) {
    HttpResponse<String> answer =
        server.post("/aliases/champion/rollback", "{\"reason\":\"" + reason + "\"}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("reason");
  }

  @Test
  @DisplayName("a number in a query has ASCII digits")
  void query() {
    assertThat(server.get("/history?limit=%D9%A1").statusCode()).isEqualTo(400);
    assertThat(server.get("/history?limit=1").statusCode()).isEqualTo(200);
  }
}
