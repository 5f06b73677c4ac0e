package credence.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.admin.RunningAdmin;
import credence.http.server.RunningServer;
import credence.http.server.TestModels;
import credence.http.settings.ListenSettings;
import credence.http.settings.ServerSettings;
import credence.tls.TestCertificate;
import credence.tls.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("With a certificate, both ports")
@SuppressWarnings("NullAway.Init")
class TlsTest {
  @TempDir private Path home;
  @TempDir private Path folder;

  private TestCertificate certificate;
  private TlsFiles files;
  private RunningAdmin server;

  @BeforeEach
  void start() {
    certificate = TestCertificate.create(folder, "EC", -1, 90);
    files = certificate.write(folder);
    ServerSettings testing = RunningServer.testing();
    ListenSettings listen = testing.listen();
    server =
        RunningAdmin.withChampion(
            home,
            RunningServer.with(
                testing,
                new ListenSettings(listen.host(), listen.port(), listen.eventLoops(), files)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static HttpClient trusting(TestCertificate certificate, String... protocols) {
    SSLParameters parameters = certificate.trust().getDefaultSSLParameters();
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    return HttpClient.newBuilder()
        .sslContext(certificate.trust())
        .sslParameters(parameters)
        .build();
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json");
  }

  private HttpRequest predict() {
    return request(server.data.server.port(), "/predict")
        .POST(BodyPublishers.ofString(TestModels.APPLICANT))
        .build();
  }

  private HttpRequest history(String... origin) {
    HttpRequest.Builder request = request(server.admin.port(), "/history");
    return (origin.length == 0 ? request : request.header("Origin", origin[0])).build();
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request)
      throws IOException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Whether a new connection gets a certificate; each client has separate connections.
  private boolean isShown(TestCertificate shown, HttpRequest request) throws IOException {
    try (HttpClient client = trusting(shown)) {
      return send(client, request).statusCode() == 200;
    } catch (SSLException another) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void answerOverTls(String protocol) throws IOException {
    try (HttpClient client = trusting(certificate, protocol)) {
      HttpResponse<String> answer = send(client, predict());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).endsWith("\"prediction\":0.1495}");
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(protocol);
      assertThat(send(client, history()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void doNotAnswerPlainHttp() {
    String request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assertThat(answerTo(request, server.data.server.port())).doesNotContain("HTTP");
    assertThat(answerTo(request, server.admin.port())).doesNotContain("HTTP");
    String predict =
        "POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: %d\r\n\r\n".formatted(TestModels.APPLICANT.length())
            + TestModels.APPLICANT;
    assertThat(answerTo(predict, server.data.server.port())).doesNotContain("HTTP", "prediction");
  }

  private static String answerTo(String text, int port) {
    try {
      return RunningAdmin.raw(text, port);
    } catch (IOException closed) {
      return "";
    }
  }

  @Test
  void takePagesOfTheirOwnOriginAlone() throws IOException {
    try (HttpClient client = trusting(certificate)) {
      String here = "localhost:" + server.admin.port();
      assertThat(send(client, history("https://" + here)).statusCode()).isEqualTo(200);
      assertThat(send(client, history("http://" + here)).statusCode()).isEqualTo(403);
      assertThat(send(client, history("https://bank.example")).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void showARenewedCertificateWithoutARestartAndKeepTheOldOneIfTheNewIsBroken() throws IOException {
    TestCertificate renewed = TestCertificate.create(folder, "RSA", -1, 90);
    renewed.write(folder);
    await().atMost(Duration.ofSeconds(30)).until(() -> isShown(renewed, predict()));
    await().atMost(Duration.ofSeconds(30)).until(() -> isShown(renewed, history()));
    assertThat(isShown(certificate, predict())).isFalse();
    assertThat(server.data.logged()).contains("tls-renewed").doesNotContain("tls-not-renewed");

    Files.writeString(files.certificate(), certificate.certificate());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> server.data.logged().contains("tls-not-renewed"));
    assertThat(server.data.logged()).contains("does not match", "keeping the previous certificate");
    assertThat(isShown(renewed, predict())).isTrue();
    assertThat(isShown(renewed, history())).isTrue();
  }
}
