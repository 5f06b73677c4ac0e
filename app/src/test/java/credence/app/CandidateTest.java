package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import credence.document.SpecDocument;
import credence.home.Home;
import credence.job.TrainingSetFiles;
import credence.registry.HistoryRecord;
import credence.registry.directory.DirectoryRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A candidate, by commands")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CandidateTest {
  @TempDir private static Path home;
  private static List<Path> sets = List.of();

  @BeforeAll
  static void writeSamples() throws IOException {
    SampleTrainingSets.write(home.resolve("training-sets"));
    sets = TrainingSetFiles.of(new Home(home));
    Files.writeString(
        home.resolve("spec.yaml"),
        SpecDocument.text(SpecDocument.byDefault().spec())
            + "gates: {auc-loss-max: 0.5, rows-min: 1000000}\n");
  }

  private static Launched.Ended run(String... arguments) {
    return Homes.execute(home, arguments);
  }

  private static HistoryRecord lastRecord() {
    return new DirectoryRegistry(home).history().records().getLast();
  }

  @Test
  @Order(1)
  void thatIsTheFirstVersionBecomesChampionWhateverItsGatesSayWithAFinding() {
    Launched.Ended ended = run("train", "--data", sets.get(0).toString(), "--version", "a");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("Gates", "rows-min failed: ", "[first-champion, 2]");
    assertThat(lastRecord().details()).containsKey("first-champion");
  }

  @Test
  @Order(2)
  void isComparedWithTheChampionAsSoonAsItIsTrained() {
    Launched.Ended ended =
        run(
            "train",
            "--json",
            "--version",
            "b",
            "--data",
            sets.get(0).toString(),
            sets.get(1).toString());
    assertThat(ended.code()).as(ended.err()).isZero();
    JsonNode comparison = new JsonMapper().readTree(ended.out()).path("comparison");
    assertThat(comparison.at("/champion/name").stringValue()).isEqualTo("a");
    assertThat(comparison.at("/held_out/customers_seen").longValue()).isPositive();
    assertThat(comparison.at("/gates/0/verdict").stringValue()).isEqualTo("passed");
    assertThat(comparison.at("/gates/1/verdict").stringValue()).isEqualTo("failed");
    assertThat(home.resolve("registry/comparisons/b~a.json")).exists();
  }

  @Test
  @Order(3)
  void isComparedAgainByItselfToTheSameBytes() throws IOException {
    Path kept = home.resolve("registry/comparisons/b~a.json");
    byte[] before = Files.readAllBytes(kept);
    Launched.Ended ended = run("compare", "b");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("b against a", "AUC difference", "Swap-set analysis", "rows-min failed");
    assertThat(kept).hasBinaryContent(before);
    assertThat(run("compare", "a").err()).contains("expected two different versions");
    assertThat(run("compare", "bb").err()).contains("there is no version bb");
  }

  @Test
  @Order(3)
  void hasAReportThatShowsItsGates(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("b.html");
    Launched.Ended ended = run("report", "b", "--output", file.toString());
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("wrote " + file);
    String page = Files.readString(file);
    assertThat(page).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(page).contains("<h1>b</h1>", "rows-min", "<svg");
    assertThat(run("report", "champion", "--output", "-").out()).contains("<h1>a</h1>");
    assertThat(run("report", "bb").err()).contains("there is no version bb");
    Path nowhere = folder.resolve("nowhere/b.html");
    assertThat(run("report", "b", "--output", nowhere.toString()).err())
        .contains("nowhere", "there is no folder");
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
  }

  @Test
  @Order(3)
  void isNeitherComparedNorPromotedWhileTheRecordOfComparisonsIsDamaged() throws IOException {
    Path record = home.resolve("registry/holdout-uses.json");
    Path kept = home.resolve("registry/comparisons/b~a.json");
    byte[] whole = Files.readAllBytes(record);
    byte[] before = Files.readAllBytes(kept);
    byte[] damaged = whole.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(record, damaged);
    for (Launched.Ended ended :
        List.of(run("compare", "b"), run("promote", "b", "--reason", "newer"))) {
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err())
          .contains(
              record
                  + " does not match its checksum, so the number of versions compared is unknown",
              "restore it from a backup, or delete it");
    }
    assertThat(run("report", "b", "--output", "-").out()).contains("<h1>b</h1>", "</html>");
    assertThat(record).hasBinaryContent(damaged);
    assertThat(kept).hasBinaryContent(before);
    Files.write(record, whole);
    assertThat(run("compare", "b").code()).isZero();
    assertThat(kept).hasBinaryContent(before);
  }

  @Test
  @Order(4)
  void isNotPromotedWhileAGateFailsUnlessThatIsOverridden() {
    Launched.Ended rejected = run("promote", "b", "--reason", "newer");
    assertThat(rejected.code()).isEqualTo(1);
    assertThat(rejected.err()).contains("gate rows-min failed", "--override");
    Launched.Ended forced =
        run("promote", "b", "--reason", "the head of risk agreed", "--override");
    assertThat(forced.code()).as(forced.err()).isZero();
    assertThat(lastRecord().reason()).isEqualTo("the head of risk agreed");
    assertThat(lastRecord().details().get("override")).startsWith("gate rows-min failed");
  }

  @Test
  @Order(5)
  void isNotPromotedOnAComparisonWithAnotherChampion() {
    run("train", "--version", "c", "--data", sets.get(1).toString());
    run("rollback");
    Launched.Ended rejected = run("promote", "c", "--reason", "newer");
    assertThat(rejected.code()).isEqualTo(1);
    assertThat(rejected.err())
        .contains("not been compared with the current champion a, only with b");
    assertThat(run("compare", "c").out()).contains("[judged-before, 1]");
    assertThat(run("promote", "c", "--reason", "newer").err()).contains("gate rows-min failed");
  }

  @Test
  @Order(6)
  void isUndecidedOnceATrainingSetOfTheChampionIsGone() throws IOException {
    Files.delete(sets.get(0));
    Launched.Ended ended = run("compare", "c");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("a training set is missing", "[may-have-been-seen", "auc-loss-max undecided");
    assertThat(run("compare", "b").err()).contains("the file on which b was trained");
  }
}
