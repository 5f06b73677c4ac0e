package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A command in a separate process, started by the launcher as by a user.
final class Launched implements AutoCloseable {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path LAUNCHER = ROOT.resolve("credence");

  private static final Duration WAIT = Duration.ofSeconds(90);
  private static final Pattern PORT = Pattern.compile("server-started .*?port=(\\d+)");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final Path out;
  private final Path err;

  private Launched(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /// The result of a command.
  record Ended(int code, String out, String err) {}

  /// Starts a command.
  static Launched start(String... arguments) {
    return start(Path.of("").toAbsolutePath(), Map.of(), LAUNCHER, arguments);
  }

  /// Starts a command from a directory, by a launcher, with more variables in its environment.
  static Launched start(
      Path directory, Map<String, String> environment, Path launcher, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile("credence-it-", ".out");
      Path err = Files.createTempFile("credence-it-", ".err");
      out.toFile().deleteOnExit();
      err.toFile().deleteOnExit();
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("CREDENCE_"));
      builder.environment().put("CREDENCE_START_CACHE", "off");
      builder.environment().putAll(environment);
      return new Launched(builder.start(), out, err);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Runs a command to its end.
  static Ended run(String... arguments) {
    try (Launched launched = start(arguments)) {
      return launched.end();
    }
  }

  /// Starts a server on a free port and waits until it listens.
  static Launched serve(Path home, String... more) {
    return serve(Map.of(), home, more);
  }

  /// The same with more variables in its environment.
  static Launched serve(Map<String, String> environment, Path home, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("serve", "--home", home.toString(), "--port", "0", "--admin-port", "0"));
    arguments.addAll(List.of(more));
    Launched server =
        start(
            Path.of("").toAbsolutePath(), environment, LAUNCHER, arguments.toArray(String[]::new));
    server.awaitErr("server-started");
    return server;
  }

  /// Waits for the command's end.
  Ended end() {
    try {
      assertThat(process.waitFor(WAIT.toSeconds(), TimeUnit.SECONDS))
          .as(() -> "the command ends; it said: " + out() + err())
          .isTrue();
      return new Ended(process.exitValue(), out(), err());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Waits until standard error holds a text.
  void awaitErr(String text) {
    await(text).atMost(WAIT).until(() -> err().contains(text) || !process.isAlive());
    assertThat(err()).contains(text);
  }

  /// Waits until standard output holds a text.
  void awaitOut(String text) {
    await(text).atMost(WAIT).until(() -> out().contains(text) || !process.isAlive());
    assertThat(out()).as(this::err).contains(text);
  }

  /// The process's id; the launcher becomes the command, so it is the command's.
  long pid() {
    return process.pid();
  }

  /// Whether the process still runs.
  boolean isAlive() {
    return process.isAlive();
  }

  /// Lets the process work for a while, at most until it ends.
  void letWork(long millis) {
    try {
      boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
      assertThat(ended && process.exitValue() != 0).as(this::err).isFalse();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Sends the process a signal.
  ///
  /// @param name for example `INT`
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
    assertThat(kill.waitFor()).as("kill -" + name).isZero();
  }

  /// Whether the process ignores a signal because the one that started the tests does, as under
  /// `nohup` or in the background of a script.
  boolean ignores(String name) throws IOException {
    int number = List.of("HUP", "INT", "TERM").indexOf(name);
    int bit = List.of(1, 2, 15).get(number) - 1;
    return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(ignored -> ignored.testBit(bit));
  }

  /// Asks the process to stop.
  void terminate() {
    process.destroy();
  }

  /// Kills the process.
  void kill() {
    process.destroyForcibly();
    end();
  }

  /// The port that a server listens on.
  int port() {
    Matcher port = PORT.matcher(err());
    assertThat(port.find()).isTrue();
    return Integer.parseInt(port.group(1));
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  HttpResponse<String> post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
        .timeout(Duration.ofSeconds(10));
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Ends the process if it still runs.
  @Override
  public void close() {
    process.destroyForcibly();
    end();
  }
}
