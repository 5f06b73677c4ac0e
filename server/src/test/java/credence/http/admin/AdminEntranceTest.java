package credence.http.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.http.server.RawRequests;
import credence.http.server.RunningServer;
import credence.http.settings.AdminSettings;
import credence.http.settings.AdmissionSettings;
import credence.http.settings.ListenSettings;
import credence.http.settings.ServerSettings;
import credence.tls.TestCertificate;
import credence.tls.TlsFiles;
import credence.token.AccessTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Clients without a token cannot block the admin port:")
@SuppressWarnings("NullAway.Init")
class AdminEntranceTest {
  private static final int MANY = 300;
  private static final String HOST = "GET /aliases HTTP/1.1\r\nHost: bank.example\r\n";

  /// The first bytes of a TLS record whose rest is never sent.
  private static final String HALF_A_HANDSHAKE = "\u0016\u0003\u0001\u0002\u0000\u0001\u0000";

  @TempDir private Path home;
  @TempDir private Path folder;

  private final List<Socket> sockets = new ArrayList<>();
  private RunningAdmin server;
  private String token;

  private void start(AdmissionSettings admission) throws IOException {
    start(RunningServer.testing(), admission);
  }

  private void start(ServerSettings settings, AdmissionSettings admission) throws IOException {
    server =
        RunningAdmin.withChampion(
            home, settings, new AdminSettings("0.0.0.0", 0, false, admission));
    token = ((AccessTokens.Created) server.tokens.create("ada")).token();
  }

  /// A server whose unauthenticated connections may stay open for a long time.
  private void startPatient() throws IOException {
    AdmissionSettings defaults = AdmissionSettings.defaults();
    start(
        new AdmissionSettings(
            defaults.connectionsMax(),
            defaults.unknownConnectionsMax(),
            defaults.unknownConnectionsPerAddressMax(),
            600_000,
            defaults.wrongTokensPerMinuteMax()));
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private Socket open(String from) throws IOException {
    return open(from, server.admin.port());
  }

  private Socket open(String from, int port) throws IOException {
    Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0);
    socket.setSoTimeout(20_000);
    sockets.add(socket);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /// Sends a request with a token; the connection stays open.
  private String ask(Socket socket) throws IOException {
    return ask(socket, token);
  }

  private static String ask(Socket socket, String token) throws IOException {
    write(socket, HOST + "Authorization: Bearer " + token + "\r\n\r\n");
    return RawRequests.response(socket.getInputStream());
  }

  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String metrics() throws IOException {
    try (Socket socket = open("127.0.0.1")) {
      write(
          socket,
          "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
              + token
              + "\r\n\r\n");
      return RunningServer.readAll(socket);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2"})
  @DisplayName("a token is accepted besides 300 idle connections from the same and another address")
  void idle(String from) throws IOException {
    startPatient();
    for (int i = 0; i < MANY; i++) {
      open(from);
    }
    Socket known = open("127.0.0.1");
    assertThat(ask(known)).startsWith("HTTP/1.1 200");
    for (int i = 0; i < MANY; i++) {
      write(open(from), "GET /aliases HTTP/1.1\r\nHost");
    }
    assertThat(ask(known)).startsWith("HTTP/1.1 200");
    assertThat(ask(open("127.0.0.3"))).startsWith("HTTP/1.1 200");
    assertThat(isClosed(sockets.getFirst())).isTrue();
    assertThat(server.data.logged()).containsOnlyOnce("admin-connections-displaced");
  }

  @Test
  @DisplayName("nor can those that send wrong tokens or none and stay connected")
  void rejected() throws IOException {
    startPatient();
    for (int i = 0; i < MANY; i++) {
      assertThat(ask(open("127.0.0.2"), "credence_wrong")).startsWith("HTTP/1.1 4");
    }
    assertThat(ask(open("127.0.0.2"))).startsWith("HTTP/1.1 200");
  }

  @Test
  @DisplayName("an unfinished TLS handshake counts as a connection on both ports")
  void handshakes() throws IOException {
    TestCertificate certificate = TestCertificate.create(folder, "EC", -1, 90);
    TlsFiles files = certificate.write(folder);
    ServerSettings testing = RunningServer.testing();
    AdmissionSettings defaults = AdmissionSettings.defaults();
    start(
        RunningServer.with(testing, new ListenSettings("127.0.0.1", 0, 2, files)),
        new AdmissionSettings(
            defaults.connectionsMax(), 64, 32, 600_000, defaults.wrongTokensPerMinuteMax()));
    for (int i = 0; i < MANY; i++) {
      write(open("127.0.0." + (2 + i % 8)), HALF_A_HANDSHAKE);
    }
    for (int i = 0; i < 20; i++) {
      write(open("127.0.0.1", server.data.server.port()), HALF_A_HANDSHAKE);
    }
    await()
        .untilAsserted(
            () -> assertThat(server.data.server.context().connections().open()).isEqualTo(20));
    SSLSocketFactory trusting = certificate.trust().getSocketFactory();
    try (SSLSocket socket = (SSLSocket) trusting.createSocket("localhost", server.admin.port())) {
      write(
          socket,
          HOST.replace("/aliases", "/metrics")
              + "Connection: close\r\nAuthorization: Bearer "
              + token
              + "\r\n\r\n");
      assertThat(RunningServer.readAll(socket))
          .startsWith("HTTP/1.1 200")
          .contains("credence_admin_connections_closed_total{reason=\"displaced\"} 237.0");
    }
  }

  @Test
  @DisplayName("a connection without an admitted request is closed after a time, others are not")
  void late() throws IOException {
    start(new AdmissionSettings(192, 64, 32, 400, 1_000));
    Socket known = open("127.0.0.1");
    assertThat(ask(known)).startsWith("HTTP/1.1 200");
    Socket idle = open("127.0.0.1");
    Socket begun = open("127.0.0.1");
    write(begun, "GET /aliases HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ");
    Socket wrong = open("127.0.0.1");
    assertThat(ask(wrong, "credence_wrong")).startsWith("HTTP/1.1 401");
    Socket probe = open("127.0.0.1");
    write(probe, "GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(RawRequests.response(probe.getInputStream())).startsWith("HTTP/1.1 200");
    assertThat(isClosed(probe)).isTrue();
    assertThat(isClosed(idle)).isTrue();
    assertThat(isClosed(begun)).isTrue();
    assertThat(isClosed(wrong)).isTrue();
    assertThat(ask(known)).startsWith("HTTP/1.1 200");
    assertThat(metrics()).contains("credence_admin_connections_closed_total{reason=\"late\"} 4.0");
  }

  @Test
  @DisplayName("an address with many connections displaces only its own")
  void addresses() throws IOException {
    start(new AdmissionSettings(100, 8, 8, 600_000, 1_000));
    Socket slow = open("127.0.0.1");
    for (int i = 0; i < 50; i++) {
      open("127.0.0." + (2 + i % 3));
    }
    assertThat(ask(slow)).startsWith("HTTP/1.1 200");
  }

  @Test
  @DisplayName("among connections with a token the one idle for longest is closed first")
  void known() throws IOException {
    start(new AdmissionSettings(4, 2, 2, 600_000, 1_000));
    Socket first = open("127.0.0.1");
    Socket second = open("127.0.0.1");
    assertThat(ask(first)).startsWith("HTTP/1.1 200");
    assertThat(ask(second)).startsWith("HTTP/1.1 200");
    assertThat(ask(open("127.0.0.1"))).startsWith("HTTP/1.1 200");
    assertThat(isClosed(first)).isTrue();
    assertThat(ask(second)).startsWith("HTTP/1.1 200");
  }

  @Test
  @DisplayName("a damaged entry of a token is reported and disables only that token")
  void damagedEntry() throws IOException {
    startPatient();
    server.tokens.create("grace");
    Path file = home.resolve("access/tokens.json");
    String hash = server.tokens.list().getLast().sha256();
    Files.writeString(file, Files.readString(file).replace(hash, "no hash"));
    assertThat(ask(open("127.0.0.1"))).startsWith("HTTP/1.1 200");
    await().until(() -> server.data.logged().contains("\"token-damaged\",\"token\":\"grace\""));
    assertThat(server.data.logged()).doesNotContain(hash, "no hash");
  }

  @Test
  @DisplayName("a tokens file that is not regular grants no access and blocks nothing else")
  void fifo() throws IOException, InterruptedException {
    startPatient();
    Path file = home.resolve("access/tokens.json");
    Files.move(file, home.resolve("kept"));
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertThat(ask(open("127.0.0.1"))).startsWith("HTTP/1.1 503").doesNotContain("tokens.json");
    write(open("127.0.0.1"), HOST + "\r\n");
    assertThat(RawRequests.response(sockets.getLast().getInputStream())).startsWith("HTTP/1.1 401");
    await().until(() -> server.data.logged().contains("Is not a regular file"));
    Files.move(home.resolve("kept"), file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(ask(open("127.0.0.1"))).startsWith("HTTP/1.1 200");
  }

  @Test
  @DisplayName("wrong tokens slow down their address, but never a valid token, and are logged")
  void wrongTokens() throws IOException {
    start(new AdmissionSettings(192, 64, 32, 600_000, 3));
    String wrong = "credence_" + "A".repeat(43);
    for (int i = 0; i < 3; i++) {
      assertThat(ask(open("127.0.0.2"), wrong)).startsWith("HTTP/1.1 401");
    }
    Socket slowed = open("127.0.0.2");
    assertThat(ask(slowed, wrong))
        .startsWith("HTTP/1.1 429")
        .containsPattern("(?i)retry-after: [1-9]")
        .contains("/problems/too-many-wrong-tokens");
    assertThat(isClosed(slowed)).isTrue();
    assertThat(ask(open("127.0.0.3"), wrong)).startsWith("HTTP/1.1 401");
    assertThat(ask(open("127.0.0.2"))).startsWith("HTTP/1.1 200");
    assertThat(metrics()).contains("credence_admin_wrong_tokens_total 5.0");
    await().until(() -> server.data.logged().contains("\"slowed\":true"));
    assertThat(server.data.logged())
        .contains("\"event\":\"admin-token-wrong\",\"address\":\"127.0.0.2\"")
        .doesNotContain(wrong);
  }
}
