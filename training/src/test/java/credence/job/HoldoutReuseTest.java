package credence.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import credence.dataset.Tables;
import credence.model.Comparison;
import credence.model.Comparison.HeldOut;
import credence.model.ModelSpec;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The versions compared on one hold-out")
class HoldoutReuseTest {
  private static final ModelSpec GATED =
      Tables.spec(
          """
          id: id
          target: {column: y}
          features:
            score: {type: number, missing: 0}
          gates: {auc-min: 0.1, auc-loss-max: 0.5}
          """);

  @TempDir private Path folder;
  private JobHome home;
  private Path set;

  @BeforeEach
  void trainAChampion() throws IOException, SQLException {
    home = new JobHome(folder);
    set = home.writeSet("2025_03_31", 0);
    assertThat(trained("a", set).champion()).isTrue();
  }

  @Test
  void areCountedOnceEach() throws IOException {
    assertThat(versionsCompared(train("b", set))).isEqualTo(1);
    assertThat(versionsCompared(train("c", set))).isEqualTo(2);
    Comparison third = train("d", set);
    assertThat(versionsCompared(third)).isEqualTo(3);
    assertThat(Objects.requireNonNull(third.gates().getFirst().adjusted()).level())
        .isCloseTo(1 - 0.05 / 3, within(1e-12));
    assertThat(versionsCompared(compare("b"))).isEqualTo(3);
  }

  @Test
  void areCountedAfterVersionsAndComparisonsAreRemoved() throws IOException {
    train("b", set);
    train("c", set);
    home.registry().remove(new VersionName("c"), new Change("ann", "tried"));
    Files.delete(folder.resolve("registry/comparisons/c~a.json"));
    assertThat(versionsCompared(compare("b"))).isEqualTo(2);
  }

  @Test
  void areCountedEvenIfAComparisonCouldNotBeStored() throws IOException {
    Path blocked = Files.createDirectories(folder.resolve("registry/comparisons/b~a.json"));
    assertThatThrownBy(() -> trained("b", set)).isInstanceOf(RegistryException.class);
    Files.delete(blocked);
    assertThat(versionsCompared(train("c", set))).isEqualTo(2);
  }

  @Test
  void areCountedSinceTheChampionWasPromoted() throws IOException {
    train("b", set);
    train("c", set);
    home.registry().promote(new VersionName("b"), new Change("ann", "better"));
    assertThat(versionsCompared(compare("c"))).isEqualTo(1);
  }

  @Test
  void areNotThoseComparedOnOtherCustomers() throws IOException, SQLException {
    train("b", set);
    Path others = home.writeSet("2025_06_30", 10_000);
    assertThat(versionsCompared(train("c", others))).isEqualTo(1);
    Path copies =
        Tables.write(folder.resolve("copies.parquet"), "SELECT *, 1 AS z FROM '%s'".formatted(set));
    assertThat(versionsCompared(train("d", copies)))
        .as("the same customers in another file")
        .isEqualTo(2);
  }

  private static long versionsCompared(Comparison comparison) {
    HeldOut heldOut = comparison.heldOut();
    return Objects.requireNonNull(heldOut.versionsCompared());
  }

  private Comparison train(String name, Path file) throws IOException {
    return compared(Objects.requireNonNull(trained(name, file).comparison()));
  }

  private TrainingResult.Registered trained(String name, Path file) throws IOException {
    TrainingResult result =
        new TrainingJob(home.context(), JobHome.UNSTOPPED)
            .train(new VersionName(name), GATED, List.of(file), new Change("ann", "test"));
    if (result instanceof TrainingResult.Registered registered) {
      return registered;
    }
    throw new AssertionError(result);
  }

  private Comparison compare(String name) throws IOException {
    return compared(
        new ComparisonJob(home.context(), JobHome.UNSTOPPED)
            .compare(name, "champion", List.of(set)));
  }

  private static Comparison compared(ComparisonResult result) {
    if (result instanceof ComparisonResult.Compared(Comparison comparison)) {
      return comparison;
    }
    throw new AssertionError(result);
  }
}
