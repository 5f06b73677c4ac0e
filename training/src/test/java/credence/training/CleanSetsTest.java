package credence.training;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.Finding;
import credence.model.ModelVersion;
import credence.results.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Trains on generated sets without faults and counts the findings. `scripts/false-alarms` runs it
/// with more sets (`-Dcredence.repetitions`) and prints the table of `docs/statistics.md`.
@DisplayName("A training set without faults")
class CleanSetsTest {
  private static final String REPETITIONS = "credence.repetitions";
  private static final int SETS = Integer.getInteger(REPETITIONS, 12);
  private static final long SEED = Long.getLong("credence.seed", 20_261_130L);

  /// Findings that state a property of the drawn set which it has, and no fault of it.
  private static final Set<String> TRUE_OF_THE_SET =
      Set.of(
          "few-defaulters",
          "few-events-per-coefficient",
          "repeated-customers",
          "customers-on-both-sides",
          "separated-classes",
          "too-few-for-standard-errors");

  @TempDir Path folder;

  private ModelVersion trained(CleanTable clean) {
    return Results.value(
        ModelTraining.train(
            Trainings.request(clean.spec(), folder, 1), clean.table(), TrainingProgress.SILENT));
  }

  /// The findings of each set, by code; the findings themselves.
  private Map<String, List<String>> findings(int set) {
    CleanTable clean = CleanTable.draw(new SplittableRandom(SEED + set));
    Map<String, List<String>> found = new TreeMap<>();
    for (Finding finding : trained(clean).findings()) {
      found.merge(
          finding.code(),
          List.of(clean + ": " + finding),
          (some, more) -> List.of(some.getFirst(), more.getFirst()));
    }
    return found;
  }

  @Test
  @DisplayName("has no finding on its features, fit or evaluation")
  void noFindings() {
    for (int set = 0; set < SETS; set++) {
      Map<String, List<String>> found = findings(set);
      found.keySet().removeAll(TRUE_OF_THE_SET);
      assertThat(found).as("seed %d, set %d", SEED, set).isEmpty();
    }
  }

  @Test
  @EnabledIfSystemProperty(named = REPETITIONS, matches = ".+")
  @DisplayName("prints the table of docs/statistics.md")
  void table() {
    Map<String, Integer> sets = new TreeMap<>();
    int any = 0;
    for (int set = 0; set < SETS; set++) {
      Map<String, List<String>> found = findings(set);
      found.keySet().forEach(code -> sets.merge(code, 1, Integer::sum));
      Set<String> alarms = new TreeSet<>(found.keySet());
      alarms.removeAll(TRUE_OF_THE_SET);
      any += alarms.isEmpty() ? 0 : 1;
      for (String code : alarms) {
        System.out.println(set + " " + code + " " + found.get(code));
      }
    }
    System.out.printf("%nseed %d, %d sets%n| finding | sets |%n| --- | --: |%n", SEED, SETS);
    sets.forEach((code, count) -> System.out.println(row(code, count)));
    System.out.println(row("any that is not true of the set", any));
  }

  private static String row(String code, int count) {
    return String.format(Locale.ROOT, "| %s | %.1f %% |", code, 100.0 * count / SETS);
  }
}
