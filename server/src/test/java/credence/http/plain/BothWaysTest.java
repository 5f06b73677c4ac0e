package credence.http.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import credence.http.server.TestModels;
import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.AliasMove;
import credence.registry.Change;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("With a challenger, a prediction has the same head and body on both ways")
class BothWaysTest {
  private static final long SEED = 20140910;
  private static final int REQUESTS = 500;
  private static final Change CHANGE = new Change("tester", "a test");

  /// What makes a connection Vert.x's for good.
  private static final String OTHER = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

  private static final List<String> TARGETS =
      List.of(
          "/predict",
          "/predict?version=all",
          "/predict?version=champion",
          "/predict?version=challenger",
          "/predict?version=b",
          "/predict?version=none");

  private static final List<String> APPLICANTS =
      List.of(
          TestModels.APPLICANT,
          TestModels.APPLICANT.replace("480.0", "null"),
          TestModels.APPLICANT.replace("105.2", "\"high\""),
          TestModels.APPLICANT.replace("\"income\"", "\"score_7\""));

  @TempDir Path home;
  private final SplittableRandom random = new SplittableRandom(SEED);

  /// @param challenger who is asked for half of the applicants
  /// @param marker what shows that some answers are those of interest
  @ParameterizedTest
  @CsvSource({"b,Credence-Model-Version: b", "demanding,Credence-Fallback-From: demanding"})
  @DisplayName("byte for byte: its own, or the champion's in the challenger's place")
  void sameBytes(String challenger, String marker) throws IOException {
    System.out.println("seed " + SEED);
    try (RunningServer server = RunningServer.withChampion(home, RunningServer.testing())) {
      server.publish("b", -1);
      server.registry.publish(new VersionName("demanding"), TestModels.demandingDocument(), CHANGE);
      server.registry.move(new AliasMove.PutChallenger(new VersionName(challenger), 0.5), CHANGE);
      await()
          .until(
              () ->
                  server.metric("credence_challenger_share") == 0.5
                      && server.get("/models/b").statusCode() == 200
                      && server.get("/models/demanding").statusCode() == 200);
      assertThat(server.registry.state().alias(Alias.CHALLENGER).challenge()).isNotNull();
      Map<String, Integer> seen = new HashMap<>();
      for (int i = 0; i < REQUESTS; i++) {
        String request = request(i);
        String plain = answer(server, "", request);
        assertThat(plain).as(request).isEqualTo(answer(server, OTHER, request));
        for (String part : List.of(marker, "Credence-Imputed: ", "HTTP/1.1 4", "\"predictions\"")) {
          seen.merge(part, plain.contains(part) ? 1 : 0, Integer::sum);
        }
      }
      assertThat(seen.values()).as("%s", seen).allMatch(times -> times > REQUESTS / 50);
    }
  }

  private String request(int id) {
    String body =
        APPLICANTS
            .get(random.nextInt(APPLICANTS.size()))
            .replaceFirst("\"id\":\"[^\"]*\"", "\"id\":" + id);
    String target = random.nextBoolean() ? "/predict" : TARGETS.get(random.nextInt(TARGETS.size()));
    return "POST "
        + target
        + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String answer(RunningServer server, String before, String request)
      throws IOException {
    try (Socket socket = server.socket()) {
      if (!before.isEmpty()) {
        RunningServer.write(socket, before);
        RawRequests.response(socket.getInputStream());
      }
      RunningServer.write(socket, request);
      return RawRequests.response(socket.getInputStream());
    }
  }
}
