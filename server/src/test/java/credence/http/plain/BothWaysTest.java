package credence.http.plain;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.LoneLoop;
import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import credence.http.server.TestLimits;
import credence.http.server.TestModels;
import credence.http.settings.LimitSettings;
import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.AliasMove;
import credence.registry.Change;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A prediction has the same response on both paths, byte for byte,")
class BothWaysTest {
  private static final long SEED = 20140910;
  private static final int REQUESTS = 500;
  private static final int BURST = 50;
  private static final Change CHANGE = new Change("tester", "a test");

  /// A request that is not plain, after which the connection is handled by Vert.x.
  private static final String OTHER = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

  private static final List<String> TARGETS =
      List.of(
          "/predict",
          "/predict?version=all",
          "/predict?version=champion",
          "/predict?version=challenger",
          "/predict?version=b",
          "/predict?version=plans",
          "/predict?version=none");

  private static final List<String> APPLICANTS =
      List.of(
          TestModels.APPLICANT,
          TestModels.APPLICANT
              .replace("480.0", "null")
              .replace("\"income\"", "\"plan 1\":true,\"income\""),
          TestModels.APPLICANT.replace("105.2", "\"high\""),
          TestModels.APPLICANT.replace("\"income\":50000", "\"plan 0\":1.0,\"plan 1\":2"),
          TestModels.APPLICANT.replace("\"income\"", "\"score_7\""));

  @TempDir Path home;
  private final SplittableRandom random = new SplittableRandom(SEED);

  /// @param challenger the version that half of the applicants are assigned to
  /// @param marker a header field that some of the responses must have
  @ParameterizedTest
  @CsvSource({"b,Credence-Model-Version: b", "demanding,Credence-Fallback-From: demanding"})
  @DisplayName("with a challenger: the challenger's, or the champion's as fallback")
  void sameBytes(String challenger, String marker) throws IOException {
    System.out.println("seed " + SEED);
    try (RunningServer server = RunningServer.withChampion(home, RunningServer.testing())) {
      server.publish("b", -1);
      server.registry.publish(new VersionName("demanding"), TestModels.demandingDocument(), CHANGE);
      server.registry.publish(new VersionName("plans"), TestModels.categoriesDocument(2), CHANGE);
      server.registry.move(new AliasMove.PutChallenger(new VersionName(challenger), 0.5), CHANGE);
      await()
          .until(
              () ->
                  server.metric("credence_challenger_share") == 0.5
                      && server.get("/models/b").statusCode() == 200
                      && server.get("/models/demanding").statusCode() == 200
                      && server.get("/models/plans").statusCode() == 200);
      assertThat(server.registry.state().alias(Alias.CHALLENGER).challenge()).isNotNull();
      Map<String, Integer> seen = new HashMap<>();
      for (int i = 0; i < REQUESTS; i++) {
        String request = request(i);
        String plain = answer(server, "", request);
        assertThat(plain).as(request).isEqualTo(answer(server, OTHER, request));
        for (String part :
            List.of(
                marker,
                "Credence-Imputed: ",
                "Credence-Unseen-Levels: plan%201\r\n",
                "HTTP/1.1 4",
                "\"predictions\"")) {
          seen.merge(part, plain.contains(part) ? 1 : 0, Integer::sum);
        }
      }
      assertThat(seen.values()).as("%s", seen).allMatch(times -> times > REQUESTS / 50);
    }
  }

  @Test
  @DisplayName("if it is rejected because of overload")
  void sameRejection() throws IOException {
    LimitSettings small = TestLimits.with(Map.of("turnMicrosMax", 1));
    try (RunningServer server =
            RunningServer.withChampion(home, RunningServer.with(RunningServer.testing(), small));
        LoneLoop loop = LoneLoop.of(server)) {
      Set<String> plain = rejections(loop, "");
      assertThat(loop.bytesForVertx()).as("bytes that are not on the plain path").isZero();
      assertThat(plain)
          .singleElement(as(InstanceOfAssertFactories.STRING))
          .startsWith("HTTP/1.1 503 ")
          .contains("\r\nretry-after: 1\r\n", "/problems/overloaded");
      assertThat(rejections(loop, OTHER)).isEqualTo(plain);
      assertThat(loop.bytesForVertx()).isPositive();
    }
  }

  /// The different responses other than predictions to bursts of requests on a connection, until
  /// there are some.
  ///
  /// @param before a request that is sent first; empty for none
  private static Set<String> rejections(LoneLoop loop, String before) throws IOException {
    Set<String> rejections = new HashSet<>();
    try (Socket socket = loop.socket()) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      if (!before.isEmpty()) {
        RunningServer.write(socket, before);
        RawRequests.response(in);
      }
      String burst = request("/predict", TestModels.APPLICANT).repeat(BURST);
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(Duration.ofMinutes(2)) // Depends on the machine.
          .until(
              () -> {
                RunningServer.write(socket, burst);
                for (int i = 0; i < BURST; i++) {
                  String response = RawRequests.response(in);
                  if (!response.startsWith("HTTP/1.1 200 ")) {
                    rejections.add(response);
                  }
                }
                return !rejections.isEmpty();
              });
    }
    return rejections;
  }

  private String request(int id) {
    String body =
        APPLICANTS
            .get(random.nextInt(APPLICANTS.size()))
            .replaceFirst("\"id\":\"[^\"]*\"", "\"id\":" + id);
    String target = random.nextBoolean() ? "/predict" : TARGETS.get(random.nextInt(TARGETS.size()));
    return request(target, body);
  }

  private static String request(String target, String body) {
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
