package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server that logs decisions under full load, and is killed. How often is set by
/// `-Dcredence.kills`, the seed by `-Dcredence.seed`; `scripts/kill-deciding-servers` runs more.
@DisplayName("A server that is killed while it decides")
final class KilledDecisionsIT {
  private static final int KILLS = Integer.getInteger("credence.kills", 3);
  private static final long SEED = Long.getLong("credence.seed", 20_261_201L);
  private static final int CLIENTS = 8;
  private static final int MILLIS_MAX = 400;
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  /// The answers that clients have received, by decision: the probability.
  private final Map<String, Double> answered = new HashMap<>();

  /// A client that asks as fast as it is answered, until its server is gone.
  private static final class Client extends Thread {
    final ConcurrentLinkedQueue<PredictConnection.Answer> answers = new ConcurrentLinkedQueue<>();
    private final PredictConnection connection;

    Client(int port, int number) throws IOException {
      connection =
          new PredictConnection(
              port,
              "{\"id\":\"c%d\",\"income\":%d,\"age\":60,\"score\":416,\"utilisation\":0.692,\"employed\":true,\"plan\":\"gold\"}"
                  .formatted(number, 20_000 + 1_000 * number));
    }

    @Override
    public void run() {
      try (connection) {
        while (true) {
          answers.add(connection.ask());
        }
      } catch (IOException gone) {
        // The answers received by then count.
      }
    }
  }

  @Test
  @DisplayName("has each answer that a client received in its log once, with the same probability")
  void killed() throws IOException, InterruptedException {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    OldHome.unpack(folder);
    Path home = folder.resolve("home");
    for (int kill = 0; kill < KILLS; kill++) {
      String durability = kill % 2 == 0 ? "written" : "synced";
      try (Launched server = serve(home, durability)) {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          clients.add(new Client(server.port(), i));
        }
        clients.forEach(Thread::start);
        await().until(() -> clients.stream().noneMatch(client -> client.answers.isEmpty()));
        TimeUnit.MILLISECONDS.sleep(random.nextInt(MILLIS_MAX));
        server.kill();
        for (Client client : clients) {
          client.join();
          note(client);
        }
      }
    }
    try (Launched recovering = serve(home, "written")) {
      assertThat(recovering.err())
          .contains("decision-segment-recovered")
          .doesNotContain("decision-segment-damaged", " ERROR ");
    }
    Map<String, Double> logged = logged(home);
    assertThat(logged).containsAllEntriesOf(answered);
    System.out.println(
        "seed %d: %d kills, %d answers, %d records"
            .formatted(SEED, KILLS, answered.size(), logged.size()));
    assertThat(answered).isNotEmpty();
  }

  private static Launched serve(Path home, String durability) {
    return Launched.serve(home, "--decision-durability", durability, "--prediction-decimals", "0");
  }

  /// Notes a client's answers, whose decisions have ascending numbers.
  private void note(Client client) {
    long last = 0;
    for (PredictConnection.Answer answer : client.answers) {
      assertThat(answer.status()).isEqualTo(200);
      String[] id = answer.decision().split("-", -1);
      long number = Long.parseLong(id[2]);
      assertThat(number).isGreaterThan(last);
      last = number;
      double probability = JSON.readTree(answer.body()).get("prediction").asDouble();
      assertThat(answered.put(answer.decision(), probability)).isNull();
    }
  }

  /// The probabilities in the log by decision, none of which is there twice.
  private static Map<String, Double> logged(Path home) throws IOException {
    Map<String, Double> logged = new HashMap<>();
    try (Stream<Path> files = Files.walk(home.resolve("decisions"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode record = JSON.readTree(line);
          if (record.get("kind").asString().equals("decision")) {
            double probability = record.get("predictions").get(0).get("probability").asDouble();
            assertThat(logged.put(record.get("decision").asString(), probability)).isNull();
          }
        }
      }
    }
    return logged;
  }
}
