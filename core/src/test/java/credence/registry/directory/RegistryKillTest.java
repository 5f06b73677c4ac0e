package credence.registry.directory;

import static credence.registry.RegistryExamples.CHANGE;
import static credence.registry.RegistryExamples.name;
import static org.assertj.core.api.Assertions.assertThat;

import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.ContentSink;
import credence.registry.DocumentReading;
import credence.registry.MoveOutcome;
import credence.registry.Publication;
import credence.registry.PublishOutcome;
import credence.registry.RegistryState;
import credence.registry.artifact.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills real writers at seeded random points. How many is set by `-Dcredence.kills`, the seed by
/// `-Dcredence.seed`; `scripts/kill-registry` runs the full count.
@DisplayName("A registry whose writer is killed")
class RegistryKillTest {
  private static final int KILLS = Integer.getInteger("credence.kills", 12);
  private static final long SEED = Long.getLong("credence.seed", 20_180_407L);
  private static final int KILLS_PER_HOME = 20;
  private static final int ACKNOWLEDGED_BEFORE_KILL_MAX = 12;
  private static final int DELAY_NANOS_MAX = 40_000_000;

  private final Random random = new Random(SEED);
  private int acknowledged;
  private int unacknowledged;
  private int leftovers;
  private int tornLines;

  @TempDir Path temp;

  @Test
  void isWholeEveryTimeHasAllThatWasAcknowledgedAndTakesTheNextChange() throws IOException {
    List<String> acknowledgements = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      RegistryHome home = new RegistryHome(temp.resolve("home" + kill / KILLS_PER_HOME));
      if (kill % KILLS_PER_HOME == 0) {
        acknowledgements.clear();
      }
      List<String> lines = killWriter(home, "k" + kill + "-");
      acknowledgements.addAll(lines);
      assertWhole(home, acknowledgements);
      count(home, lines);
      // Every other time the next writer is one that will be killed itself.
      if (random.nextBoolean()) {
        assertTakesTheNextChange(home, "after" + kill);
      }
    }
    System.out.printf(
        "seed %d: %d kills, %d changes acknowledged, %d done but not acknowledged,"
            + " %d with files left over, %d with a line cut off%n",
        SEED, KILLS, acknowledged, unacknowledged, leftovers, tornLines);
  }

  /// Runs a writer and kills it a random time after a random acknowledgement.
  private List<String> killWriter(RegistryHome home, String prefix) throws IOException {
    List<String> lines = new ArrayList<>();
    try (RegistryProcess writer =
        RegistryProcess.changing(home.home(), prefix, random.nextLong(), Integer.MAX_VALUE)) {
      int before = 1 + random.nextInt(ACKNOWLEDGED_BEFORE_KILL_MAX);
      for (int i = 0; i < before; i++) {
        Optional<String> line = writer.nextLine();
        assertThat(line).as("the writer goes on until it is killed").isPresent();
        lines.add(line.get());
      }
      LockSupport.parkNanos(random.nextInt(DELAY_NANOS_MAX));
      writer.kill();
      lines.addAll(writer.remainingLines());
    }
    return lines;
  }

  private static void assertWhole(RegistryHome home, List<String> acknowledgements) {
    DirectoryRegistry registry = home.registry();
    RegistryState state = registry.state();
    assertThat(state.damage()).isEmpty();
    assertThat(registry.history().records().stream().map(RegistryProcess::acknowledgement))
        .containsAll(acknowledgements);
    assertThat(state.version(Alias.CHAMPION).flatMap(state::publication)).isPresent();
    for (Publication publication : state.publications()) {
      VersionName version = publication.name();
      assertThat(registry.document(version)).isInstanceOf(DocumentReading.Whole.class);
      for (Artifact artifact : RegistryProcess.artifacts(version.text())) {
        assertThat(registry.readArtifact(version, artifact.reference(), ContentSink.NONE))
            .isEmpty();
      }
    }
  }

  private void count(RegistryHome home, List<String> acknowledgements) throws IOException {
    RegistryState state = home.registry().state();
    acknowledged += acknowledgements.size();
    String last = RegistryProcess.acknowledgement(home.registry().history().records().getLast());
    unacknowledged += last.equals(acknowledgements.getLast()) ? 0 : 1;
    boolean leftDocument = home.modelFiles().size() > 2 * state.publications().size();
    leftovers += leftDocument || home.artifactFiles().size() > artifacts(state).size() ? 1 : 0;
    tornLines += Files.readString(home.log()).lines().count() == state.position() ? 0 : 1;
  }

  private static void assertTakesTheNextChange(RegistryHome home, String version)
      throws IOException {
    DirectoryRegistry registry = home.registry();
    assertThat(
            registry.publish(
                name(version),
                RegistryProcess.longDocument(version),
                RegistryProcess.artifacts(version),
                CHANGE))
        .isInstanceOf(PublishOutcome.Published.class);
    assertThat(registry.promote(name(version), CHANGE)).isInstanceOf(MoveOutcome.Moved.class);
    assertThat(home.modelFiles())
        .containsExactlyElementsOf(
            registry.state().publications().stream()
                .map(p -> p.name().text())
                .flatMap(text -> Stream.of(text + ".json", text + ".json.sha256"))
                .sorted()
                .toList());
    assertThat(home.artifactFiles()).containsExactlyElementsOf(artifacts(registry.state()));
  }

  /// The files of all artifacts, sorted.
  private static List<String> artifacts(RegistryState state) {
    return state.publications().stream()
        .map(publication -> publication.name().text())
        .flatMap(
            text ->
                RegistryProcess.artifacts(text).stream()
                    .map(artifact -> text + "/" + artifact.reference().sha256()))
        .sorted()
        .toList();
  }
}
