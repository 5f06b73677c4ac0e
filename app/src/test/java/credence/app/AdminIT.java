package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import credence.app.Launched.Ended;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The admin port of a server in a separate process")
class AdminIT {
  @TempDir private Path home;

  @Test
  void needsATokenFromElsewhereWhichACommandMakesAndRevokes() {
    Ended created = Homes.run(home, "tokens", "create", "ada");
    assertThat(created.code()).as(created.err()).isZero();
    String token = created.out().strip();
    try (Launched server = Launched.serve(home, "--admin-host", "0.0.0.0")) {
      AdminPort admin = AdminPort.of(server);
      assertThat(admin.get("/history").statusCode()).isEqualTo(401);
      HttpRequest.Builder known =
          admin.request("/history").header("Authorization", "Bearer " + token);
      assertThat(Launched.send(known).statusCode()).isEqualTo(200);
      assertThat(Homes.run(home, "tokens").out()).contains("ada");
      assertThat(Homes.run(home, "tokens", "revoke", "ada").code()).isZero();
      assertThat(Launched.send(known).statusCode()).isEqualTo(401);
      assertThat(server.err()).doesNotContain(token);
    }
  }
}
