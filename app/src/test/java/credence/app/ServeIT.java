package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.app.Launched.Ended;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("credence serve, in a separate process")
class ServeIT {
  private static final String FIRST = "training_set_2025_03_31";
  private static final String SECOND = "training_set_2025_06_30";
  private static final String VERSION_HEADER = "Credence-Model-Version";
  private static final Duration WAIT = Duration.ofSeconds(30);

  @TempDir private static Path samples;
  @TempDir private Path home;

  @BeforeAll
  static void writeSamples() throws IOException {
    SampleTrainingSets.write(samples);
  }

  private void train(String version) {
    Ended ended =
        Launched.run(
            "train",
            "--home",
            home.toString(),
            "--data",
            samples.resolve(version + ".parquet").toString());
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  private static String answeredBy(Launched server) {
    HttpResponse<String> answer = server.post("/predict", ExerciseFile.EXAMPLE);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.headers().firstValue(VERSION_HEADER).orElseThrow();
  }

  @Test
  void followsThePublicationsAndPromotionsOfOtherProcesses() {
    try (Launched server = Launched.serve(home)) {
      assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);
      train(FIRST);
      await().atMost(WAIT).until(() -> server.get("/health/ready").statusCode() == 200);
      assertThat(answeredBy(server)).isEqualTo(FIRST);
      train(SECOND);
      await()
          .atMost(WAIT)
          .until(
              () ->
                  server.post("/predict?version=" + SECOND, ExerciseFile.EXAMPLE).statusCode()
                      == 200);
      assertThat(answeredBy(server)).isEqualTo(FIRST);
      assertThat(move("promote", SECOND))
          .contains("champion is " + SECOND + ", previously " + FIRST);
      await().atMost(WAIT).until(() -> answeredBy(server).equals(SECOND));
      assertThat(move("rollback")).contains("champion is " + FIRST + ", previously " + SECOND);
      await().atMost(WAIT).until(() -> answeredBy(server).equals(FIRST));
      server.kill();
    }
    try (Launched again = Launched.serve(home)) {
      assertThat(answeredBy(again)).isEqualTo(FIRST);
      assertThat(Launched.run("models", "remove", SECOND, "--home", home.toString()).code())
          .isZero();
      assertThat(Launched.run("models", "remove", FIRST, "--home", home.toString()).err())
          .startsWith("credence: " + FIRST + " is champion");
    }
  }

  private String move(String command, String... version) {
    String[] arguments =
        version.length == 0
            ? new String[] {command, "--home", home.toString(), "--reason", "to see"}
            : new String[] {command, version[0], "--home", home.toString(), "--reason", "to see"};
    Ended ended = Launched.run(arguments);
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended.out();
  }

  @Test
  void askedToStopItIsNoLongerReadyButAnswersUntilItIsDrained() {
    train(FIRST);
    try (Launched server = Launched.serve(home, "--drain-millis", "5000")) {
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
      server.terminate();
      await().atMost(WAIT).until(() -> server.get("/health/ready").statusCode() == 503);
      assertThat(answeredBy(server)).isEqualTo(FIRST);
      server.end();
      assertThat(server.err()).contains("server-stopping", "server-stopped");
    }
  }

  @Test
  void aPortInUseIsReportedInOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress("0.0.0.0", 0));
      String port = Integer.toString(taken.getLocalPort());
      for (String command : new String[] {"serve", "demo"}) {
        Ended ended = Launched.run(command, "--home", home.toString(), "--port", port);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines().filter(line -> line.startsWith("credence: ")))
            .hasSize(1)
            .allMatch(line -> line.contains("port " + port));
      }
      assertThat(home.resolve("training-sets")).doesNotExist();
    }
  }

  @Test
  void invalidSettingsAreAllReported() throws IOException {
    Files.writeString(home.resolve("config.yaml"), "prot: 80\npollMillis: 1\n");
    try (Launched server =
        Launched.start(
            home,
            Map.of("CREDENCE_LOG_FORMAT", "jsn"),
            Launched.LAUNCHER,
            "serve",
            "--home",
            home.toString())) {
      Ended ended = server.end();
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err().lines())
          .hasSize(3)
          .anyMatch(line -> line.contains("config.yaml:1 prot") && line.contains("mean port?"))
          .anyMatch(line -> line.contains("config.yaml:2 pollMillis"))
          .anyMatch(line -> line.contains("CREDENCE_LOG_FORMAT") && line.contains("mean json?"));
    }
  }

  @Test
  void aCertificateThatCannotBeUsedIsReportedWithSettingAndFile() throws IOException {
    Path certificate = Files.writeString(home.resolve("server.pem"), "nothing");
    Ended alone = Launched.run("serve", "--home", home.toString(), "--tls-key", "server.key");
    assertThat(alone.code()).isEqualTo(1);
    assertThat(alone.err())
        .startsWith(
            "credence: tlsCertificate: expected both files or neither: a certificate requires its private key")
        .hasLineCount(1);
    Ended both =
        Launched.run(
            "serve",
            "--home",
            home.toString(),
            "--tls-certificate",
            certificate.toString(),
            "--tls-key",
            home.resolve("server.key").toString());
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err().lines())
        .hasSize(2)
        .anyMatch(
            line -> line.contains("--tls-certificate: ") && line.contains(certificate.toString()))
        .anyMatch(line -> line.contains("--tls-key: ") && line.contains("server.key"));
  }

  @Test
  void aHomeThatIsNoDirectoryIsReportedInOneLine() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "");
    Ended ended = Launched.run("serve", "--home", file.toString(), "--port", "0");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("credence: ").contains(file.toString()).hasLineCount(1);
  }
}
