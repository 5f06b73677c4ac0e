package credence.homewatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import credence.home.Home;
import credence.http.admin.RunningAdmin;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A home that cannot be written")
class HomeWatchTest {
  private static final HomeWatch.Times QUICK = new HomeWatch.Times(1, 1, 60_000);

  @TempDir private Path home;

  @Test
  @DisplayName("is logged once with its cause, named by health, and logged when it can be again")
  void degraded() throws IOException {
    // Root may write anywhere, so a folder is in the place of the file that is written.
    Path probe = home.resolve(".writable");
    try (RunningAdmin server = RunningAdmin.withChampion(home);
        HomeWatch watch =
            HomeWatch.start(
                new Home(home),
                server.retraining(),
                server.data.log,
                InstantSource.system(),
                QUICK)) {
      server.data.server.context().watch(watch);
      await().until(() -> watch.condition().space() != null);
      assertThat(server.data.get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");

      Path aside = home.resolve("aside");
      Files.createDirectories(aside.resolve("below"));
      // It succeeds between two checks.
      await().ignoreExceptions().until(() -> Files.move(aside, probe) != null);
      await().until(() -> !watch.condition().isWritable());
      HttpResponse<String> ready = server.data.get("/health/ready");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body())
          .isEqualTo(
              "{\"status\":\"ready\",\"degraded\":[{\"check\":\"home-writable\",\"message\":"
                  + "\"training, promotions and uploads fail: the home cannot be written: Is a"
                  + " directory\"}]}")
          .doesNotContain(home.toString());
      assertThat(server.data.get("/metrics").body()).contains("credence_home_writable 0.0");

      Files.move(probe, aside);
      await().until(() -> watch.condition().isWritable());
      assertThat(server.data.get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
      await().until(() -> server.data.logged().contains("home-writable"));
      assertThat(server.data.logged())
          .containsOnlyOnce("\"event\":\"home-not-writable\"")
          .contains("cannot write " + probe + ": Is a directory")
          .containsOnlyOnce("\"event\":\"home-writable\"");
    }
  }

  @Test
  @DisplayName("because one of its folders is read-only is not writable, and names the folder")
  void readOnlyFolder() throws IOException, InterruptedException {
    Path access = Files.createDirectories(home.resolve("access"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", access.toString()) == 0,
        "a file system can be mounted here");
    try (RunningAdmin server = RunningAdmin.withChampion(home);
        HomeWatch watch =
            HomeWatch.start(
                new Home(home),
                server.retraining(),
                server.data.log,
                InstantSource.system(),
                QUICK)) {
      await().until(() -> !watch.condition().isWritable());
      assertThat(watch.condition().obstacle())
          .isEqualTo("cannot write " + access + ": Permission denied or read-only");
    } finally {
      assertThat(run("umount", access.toString())).isZero();
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  @Test
  @DisplayName("because its file system hangs is named by health and metrics, which do not wait")
  void hangs() throws IOException, InterruptedException {
    // A file operation that does not end: opening a FIFO that has no reader.
    Path probe = home.resolve(".writable");
    assumeTrue(run("mkfifo", probe.toString()) == 0, "a FIFO can be made here");
    try (RunningAdmin server = RunningAdmin.withChampion(home);
        HomeWatch watch =
            HomeWatch.start(
                new Home(home),
                server.retraining(),
                server.data.log,
                InstantSource.system(),
                new HomeWatch.Times(1, 1, 10))) {
      server.data.server.context().watch(watch);
      await().until(() -> HomeWatch.STALLED.equals(watch.condition().reason()));
      assertThat(server.data.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(server.data.get("/health/ready").body())
          .contains("\"degraded\"", "the home cannot be written: " + HomeWatch.STALLED);
      assertThat(server.data.get("/metrics").body()).contains("credence_home_writable 0.0");

      try (var reader = Files.newInputStream(probe)) {
        assertThat(reader.read()).isZero();
      }
      await().until(() -> watch.condition().isWritable());
    }
  }

  @Test
  @DisplayName("because it was deleted is not created again")
  void gone() throws IOException {
    Path gone = home.resolve("gone");
    try (RunningAdmin server = RunningAdmin.withChampion(home);
        HomeWatch watch =
            HomeWatch.start(
                new Home(gone),
                server.retraining(),
                server.data.log,
                InstantSource.system(),
                QUICK)) {
      await().until(() -> !watch.condition().isWritable());
      assertThat(watch.condition().reason()).isEqualTo("No such file or directory");
      assertThat(watch.condition().space()).isNull();
      assertThat(watch.condition().usedBytes()).isNull();
      assertThat(gone).doesNotExist();
    }
  }
}
