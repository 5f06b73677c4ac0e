package credence.http.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import credence.http.server.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The clients in docs/clients.md, with a batch of 17 MB.
@DisplayName("A batch of 17 MB is answered to")
class BatchClientsTest {
  private static final int RECORDS = 170_000;
  private static final String PYTHON = "```python\n";
  private static final Path DOCUMENT = Path.of("../docs/clients.md");

  @TempDir static Path folder;
  private static RunningServer server;
  private static Path batch;

  @BeforeAll
  static void start() throws IOException {
    server =
        RunningServer.withChampion(
            Files.createDirectory(folder.resolve("home")), RunningServer.testing());
    batch = folder.resolve("applicants.jsonl");
    Files.write(batch, IntStream.range(0, RECORDS).mapToObj(BatchClientsTest::record).toList());
    assertThat(Files.size(batch)).isGreaterThan(17_000_000);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String record(int id) {
    return "{\"id\":\"8db4206f-8878-174d-7a23-"
        + (100_000_000_000L + id)
        + "\",\"score_3\":480.25,\"score_4\":105.25,\"score_5\":0.8514,\"score_6\":94.25}";
  }

  private static void assertAnswered(List<String> lines) {
    assertThat(lines).hasSize(RECORDS);
    for (int i = 0; i < RECORDS; i++) {
      assertThat(lines.get(i)).contains((100_000_000_000L + i) + "\"", "\"prediction\":");
    }
  }

  /// Runs a command if its program is installed.
  ///
  /// @return its output
  private static Path run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException notInstalled) {
      assumeThat(notInstalled).as(command[0] + " is not installed").isNull();
      throw notInstalled;
    }
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(() -> tail(output)).isZero();
    return output;
  }

  private static String tail(Path output) {
    try {
      String text = Files.readString(output);
      return text.substring(Math.max(0, text.length() - 2_000));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String url() {
    return "http://127.0.0.1:" + server.server.port() + "/predict/batch";
  }

  @Test
  @DisplayName("the Python function of the documentation")
  void documented() throws IOException, InterruptedException {
    String document = Files.readString(DOCUMENT);
    int from = document.indexOf(PYTHON) + PYTHON.length();
    String program =
        document.substring(from, document.indexOf("```", from))
            + "\nimport sys\nwith open(sys.argv[1]) as lines:\n"
            + "    for answer in predict_all(map(json.loads, lines), port=int(sys.argv[2])):\n"
            + "        print(json.dumps(answer, separators=(',', ':')))\n";
    Path script = Files.writeString(folder.resolve("documented.py"), program);
    assertAnswered(
        Files.readAllLines(
            run("python3", script.toString(), batch.toString(), "" + server.server.port())));
  }

  @Test
  @DisplayName("Python's urllib, which sends all of it before it reads")
  void urllib() throws IOException, InterruptedException {
    Path script =
        Files.writeString(
            folder.resolve("whole.py"),
            """
            import shutil, sys, urllib.request
            with open(sys.argv[1], "rb") as file:
                body = file.read()
            headers = {"Content-Type": "application/x-ndjson"}
            request = urllib.request.Request(sys.argv[2], body, headers)
            with urllib.request.urlopen(request, timeout=60) as response:
                shutil.copyfileobj(response, sys.stdout.buffer)
            """);
    assertAnswered(Files.readAllLines(run("python3", script.toString(), batch.toString(), url())));
  }

  @Test
  @DisplayName("curl, from a file and from memory")
  void curl() throws IOException, InterruptedException {
    String type = "Content-Type: application/x-ndjson";
    assertAnswered(
        Files.readAllLines(run("curl", "-sT", batch.toString(), "-XPOST", "-H", type, url())));
    assertAnswered(
        Files.readAllLines(run("curl", "-s", "--data-binary", "@" + batch, "-H", type, url())));
  }

  @Test
  @DisplayName("Java's HttpClient")
  void java() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url()))
              .header("Content-Type", "application/x-ndjson")
              .POST(BodyPublishers.ofFile(batch))
              .build();
      assertAnswered(client.send(request, BodyHandlers.ofLines()).body().toList());
    }
  }
}
