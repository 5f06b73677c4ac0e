package credence.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import credence.dataset.Tables;
import credence.files.TableFormat;
import credence.model.ModelSpec;
import credence.registry.directory.DirectoryRegistry;
import credence.run.TrainingSetChange;
import credence.run.TrainingSetFolder;
import credence.run.TrainingSetName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Draws pairs of training sets from one population, and counts the changes that are reported.
/// `scripts/training-set-alarms` runs it with more repetitions (`-Dcredence.repetitions`) and
/// prints the table of `docs/statistics.md`.
@DisplayName("Two sets of one population")
class TrainingSetAlarmsTest {
  private static final String REPETITIONS = "credence.repetitions";
  private static final int REPEATED = Integer.getInteger(REPETITIONS, 12);
  private static final long SEED = Long.getLong("credence.seed", 20_261_130L);

  /// The numbers of levels of the categories; shares of levels are equal in the first, and in the
  /// others proportional to 1 / rank.
  private static final List<Integer> LEVELS = List.of(5, 10, 30, 100, 400);

  private static final ModelSpec SPEC =
      Tables.spec(
          "id: id\ntarget: {column: y}\nfeatures:\n"
              + IntStream.range(0, 5)
                  .mapToObj("  n%d: {type: number, missing: 0}\n"::formatted)
                  .collect(Collectors.joining())
              + LEVELS.stream()
                  .map("  c%d: {type: category, missing: v1}\n"::formatted)
                  .collect(Collectors.joining()));

  @TempDir private Path home;

  @Test
  @DisplayName("seldom differ by more than chance explains")
  void seldomDiffer() throws IOException, SQLException {
    assertThat(alarms(REPEATED, SEED).getOrDefault("any", 0))
        .as("seed %d", SEED)
        .isLessThanOrEqualTo(1);
  }

  @Test
  @EnabledIfSystemProperty(named = REPETITIONS, matches = ".*")
  @DisplayName("in a table")
  void table() throws IOException, SQLException {
    StringBuilder table = new StringBuilder("| change | sets |\n| --- | --- |\n");
    alarms(REPEATED, SEED)
        .forEach(
            (code, sets) ->
                table.append(
                    String.format(
                        Locale.ROOT, "| %s | %.1f %% |%n", code, 100.0 * sets / REPEATED)));
    System.out.println(table);
  }

  /// In how many repetitions each code is reported, and any of them.
  private Map<String, Integer> alarms(int repetitions, long seed) throws IOException, SQLException {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Integer> alarms = new TreeMap<>(Map.of("any", 0));
    for (int repetition = 0; repetition < repetitions; repetition++) {
      Set<String> codes =
          changes(home.resolve("" + repetition), random).stream()
              .map(TrainingSetChange::code)
              // Sets of other sizes are no alarm.
              .filter(code -> !code.equals("row-count"))
              .collect(Collectors.toSet());
      codes.forEach(code -> alarms.merge(code, 1, Integer::sum));
      alarms.merge("any", codes.isEmpty() ? 0 : 1, Integer::sum);
    }
    return alarms;
  }

  private static List<TrainingSetChange> changes(Path home, SplittableRandom random)
      throws IOException, SQLException {
    TrainingSetFolder folder = new TrainingSetFolder(home);
    Files.createDirectories(folder.path());
    int customers = 500 + random.nextInt(4_500);
    int later = (int) (customers * (0.5 + 2.5 * random.nextDouble()));
    int common = random.nextInt(Math.min(customers, later));
    double rate = 0.01 + 0.19 * random.nextDouble();
    long salt = random.nextLong(1L << 40);
    TrainingSetName name = TrainingSetName.of("training_set_2021_01_01").orElseThrow();
    Tables.write(
        folder.path().resolve("training_set_2020_01_01.parquet"), set(0, customers, rate, salt));
    Tables.write(
        name.file(folder.path(), TableFormat.PARQUET),
        set(customers - common, customers - common + later, rate, salt));
    TrainingSetRegister.keeping(
            folder, new DirectoryRegistry(home), SPEC, Tables.limits(home), () -> Instant.EPOCH)
        .checkAll(_ -> true);
    return Objects.requireNonNull(folder.look(name).profile()).changes();
  }

  /// Customers whose values depend on their number and the salt only.
  private static String set(int from, int to, double rate, long salt) {
    StringBuilder columns = new StringBuilder();
    for (int n = 0; n < 5; n++) {
      columns.append(", 1 / (%s + 0.01) AS n%d".formatted(uniform(n, salt), n));
    }
    for (int levels : LEVELS) {
      // A level k of n with a share of about 1 / k: n to the power of a uniform number.
      String level =
          levels == 5
              ? "floor(%s * 5)".formatted(uniform(levels, salt))
              : "floor(power(%d, %s))".formatted(levels + 1, uniform(levels, salt));
      columns.append(", 'v' || (%s)::INT AS c%d".formatted(level, levels));
    }
    return String.format(
        Locale.ROOT,
        "SELECT i AS id, %s < %.4f AS y%s FROM range(%d, %d) t(i)",
        uniform(99, salt),
        rate,
        columns,
        from,
        to);
  }

  private static String uniform(int column, long salt) {
    return "(md5_number_lower(concat_ws(' ', i, %d, %d)) / 18446744073709551616.0)"
        .formatted(column, salt);
  }
}
