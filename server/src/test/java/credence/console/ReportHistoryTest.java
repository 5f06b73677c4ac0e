package credence.console;

import static org.assertj.core.api.Assertions.assertThat;

import credence.comparison.DirectoryComparisons;
import credence.model.Alias;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.promotion.Promotion;
import credence.registry.AliasMove;
import credence.registry.Change;
import credence.registry.Publication;
import credence.registry.directory.DirectoryRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

@DisplayName("A report says who changed what for the version, and why:")
class ReportHistoryTest {
  private static final Change REVIEWED = new Change("m.keller", "reviewed on Monday");
  private static final VersionName OLD = new VersionName("v0");
  private static final VersionName NEW = new VersionName("v1");

  @TempDir private Path home;

  private DirectoryRegistry registry;

  @BeforeEach
  void compared() {
    registry = new DirectoryRegistry(home);
    ModelVersion champion =
        ReportedVersion.version(OLD.text(), "", ReportedVersion.sample(17, -1.5), null);
    ModelVersion candidate =
        ReportedVersion.version(
            NEW.text(), "auc-min: 0.99, rows-min: 1000000", ReportedVersion.sample(18, -1.5), null);
    Publication other = ReportedVersion.publish(home, champion);
    Publication published = ReportedVersion.publish(home, candidate);
    ReportedVersion.compare(home, candidate, published, other);
  }

  private ParsedReport report(VersionName name) throws Exception {
    return ParsedReport.of(
        (VersionReport.Page) VersionReport.of(registry, new DirectoryComparisons(home), name));
  }

  private void promoteByOverride() {
    Promotion promotion = new Promotion(registry, new DirectoryComparisons(home));
    assertThat(promotion.move(new AliasMove.Promote(NEW), OptionalLong.empty(), true, REVIEWED))
        .isInstanceOf(Promotion.Decided.class);
    assertThat(registry.state().version(Alias.CHAMPION)).contains(NEW);
  }

  @Test
  @DisplayName("an override with its reason and every gate that had not passed, before all figures")
  void override() throws Exception {
    promoteByOverride();
    ParsedReport report = report(NEW);
    Element alert =
        report.elements("div").stream()
            .filter(div -> div.getAttribute("class").equals("alert"))
            .findFirst()
            .orElseThrow();
    assertThat(ParsedReport.text(alert))
        .matches(
            "Made champion by an override on [-0-9]+ [:0-9]+ UTC by m.keller: reviewed on Monday .*");
    String recorded = registry.history().records().getLast().override().orElseThrow();
    List<String> objections =
        ParsedReport.elements(alert, "li").stream().map(ParsedReport::text).toList();
    assertThat(objections).hasSizeGreaterThan(1).allMatch(text -> text.startsWith("gate "));
    assertThat(String.join("; ", objections)).isEqualTo(recorded);
    String text = report.text();
    assertThat(text.indexOf("by an override")).isLessThan(text.indexOf("AUC, held out"));
  }

  @Test
  @DisplayName("no override of another version, or of an earlier move")
  void noOverride() throws Exception {
    promoteByOverride();
    assertThat(report(OLD).text()).doesNotContain("by an override");
    registry.move(new AliasMove.Promote(OLD), REVIEWED);
    String text = report(NEW).text();
    assertThat(text).doesNotContain("by an override").contains("Overridden objections: gate ");
  }

  @Test
  @DisplayName("each promotion, replacement, rollback, challenge, shadow and retirement")
  void events() throws Exception {
    registry.move(new AliasMove.PutChallenger(NEW, 0.1), REVIEWED);
    registry.move(new AliasMove.StopChallenger(), REVIEWED);
    registry.move(new AliasMove.PutShadows(List.of(NEW)), REVIEWED);
    registry.move(new AliasMove.PutShadows(List.of()), REVIEWED);
    registry.move(new AliasMove.Promote(NEW), REVIEWED);
    registry.move(new AliasMove.Rollback(Alias.CHAMPION), new Change("ops", "too many declined"));
    registry.retire(NEW, REVIEWED);
    registry.reinstate(NEW, REVIEWED);
    ParsedReport.Table history = report(NEW).table("change");
    assertThat(history.column("change"))
        .containsExactly(
            "published",
            "challenger with a share of 10 %",
            "no longer challenger",
            "shadow",
            "no longer a shadow",
            "promoted to champion, replacing v0",
            "replaced as champion by v0, by a rollback",
            "retired",
            "reinstated");
    assertThat(history.rows().get(6)).endsWith("ops", "too many declined");
    assertThat(report(OLD).table("change").column("change"))
        .containsExactly(
            "published, and champion because it was the first version",
            "replaced as champion by v1",
            "promoted to champion, replacing v1, by a rollback");
  }

  @Test
  @DisplayName("undecided gates, and what to do, if the comparison with the champion is damaged")
  void damaged() throws Exception {
    Path file;
    try (Stream<Path> files = Files.walk(home.resolve("registry").resolve("comparisons"))) {
      file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    Files.writeString(file, "damaged");
    assertThat(report(NEW).text())
        .contains("; its gates are undecided.")
        .contains(
            "Its gates are undecided: the comparison with the champion v0 is damaged. To compare"
                + " them, run credence compare v1.")
        .doesNotContain("passed", "failed");
  }

  @Test
  @DisplayName(
      "undecided gates in the summary, too, as long as the present champion is another one")
  void notCompared() throws Exception {
    VersionName next = new VersionName("v2");
    ReportedVersion.publish(
        home, ReportedVersion.version(next.text(), "", ReportedVersion.sample(19, -1.5), null));
    assertThat(report(NEW).text()).doesNotContain("its gates are undecided");
    registry.move(new AliasMove.Promote(next), REVIEWED);
    assertThat(report(NEW).text())
        .contains("; its gates are undecided.", "the results recorded in the comparison with")
        .doesNotContain("of 2 gates");
  }

  @Test
  @DisplayName(
      "the champion against which the gates were checked, and whether they may have changed")
  void basis() throws Exception {
    assertThat(report(NEW).text())
        .contains("Checked against the champion v0, as a promotion now would.");
    promoteByOverride();
    assertThat(report(NEW).text())
        .contains("the results recorded in the comparison with the former champion v0.");
    assertThat(report(OLD).text()).contains("The spec has no gates.");
  }
}
