package credence.console;

import static credence.console.ReportedVersion.HOSTILE;
import static org.assertj.core.api.Assertions.assertThat;

import credence.comparison.DirectoryComparisons;
import credence.evaluation.CalibrationBin;
import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.Interval;
import credence.evaluation.Sample;
import credence.model.Alias;
import credence.model.Comparison;
import credence.model.GateResult;
import credence.model.HoldoutUses;
import credence.model.ModelVersion;
import credence.model.StandardErrors;
import credence.model.VersionName;
import credence.registry.AliasMove;
import credence.registry.Change;
import credence.registry.Publication;
import credence.registry.directory.DirectoryRegistry;
import credence.registry.directory.HoldoutFile;
import credence.wording.GateWording;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

@DisplayName("A version's report")
class VersionReportTest {
  private static final String ALL_GATES =
      "auc-min: 0.6, auc-loss-max: 0.01, observed-to-expected: [0.99, 1.01], rows-min: 1000000";

  @TempDir private Path home;

  private VersionReport.Outcome outcome(String name) {
    return VersionReport.of(
        new DirectoryRegistry(home), new DirectoryComparisons(home), new VersionName(name));
  }

  private VersionReport.Page page(String name) {
    return (VersionReport.Page) outcome(name);
  }

  private ModelVersion published(String name, String gates, double shift) {
    Sample heldOut = ReportedVersion.sample(17, shift);
    ModelVersion version = ReportedVersion.version(name, gates, heldOut, null);
    ReportedVersion.publish(home, version);
    return version;
  }

  private String textOf(String name) throws Exception {
    return ParsedReport.of(page(name)).text();
  }

  private ParsedReport parsed(String name) throws Exception {
    return ParsedReport.of(page(name));
  }

  @Nested
  @DisplayName("is safe to open:")
  class Safe {
    @Test
    @DisplayName("it is well-formed, without scripts and external resources")
    void selfContained() throws Exception {
      published("v1", ALL_GATES, -1.5);
      ParsedReport report = parsed("v1");
      for (Element element : report.elements("*")) {
        assertThat(element.getTagName())
            .isNotIn("script", "img", "link", "iframe", "object", "form", "base", "foreignObject");
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
          String attribute = element.getAttributes().item(i).getNodeName();
          assertThat(attribute).doesNotStartWith("on").isNotIn("src", "style", "srcdoc");
          if (attribute.equals("href")) {
            assertThat(element.getAttribute(attribute)).startsWith("#");
          }
        }
      }
      assertThat(page("v1").html()).doesNotContain("url(", "@import");
    }

    @Test
    @DisplayName("user input is escaped")
    void escaped() throws Exception {
      ModelVersion champion = published("v0", "", -1.5);
      ModelVersion candidate = published("v1", ALL_GATES, -1.5);
      DirectoryRegistry registry = new DirectoryRegistry(home);
      Publication published = registry.state().publication(candidate.name()).orElseThrow();
      Publication other = registry.state().publication(champion.name()).orElseThrow();
      ReportedVersion.compare(home, candidate, published, other);
      String html = page("v1").html();
      assertThat(html).doesNotContain("<script", "<img");
      // Author and reason, finding, its column, set, level: at least these must appear as text.
      assertThat(parsed("v1").text().split(Pattern.quote(HOSTILE), -1)).hasSizeGreaterThan(8);
    }

    @Test
    @DisplayName("its policy allows only its own style sheet, by hash")
    void policy() throws Exception {
      published("v1", "", -1.5);
      VersionReport.Page page = page("v1");
      String style = ParsedReport.of(page).elements("style").getFirst().getTextContent();
      String hash =
          Base64.getEncoder()
              .encodeToString(
                  MessageDigest.getInstance("SHA-256")
                      .digest(style.getBytes(StandardCharsets.UTF_8)));
      assertThat(page.contentSecurityPolicy())
          .startsWith("default-src 'none'; style-src 'sha256-" + hash + "';")
          .doesNotContain("unsafe");
    }
  }

  @Nested
  @DisplayName("contains the contents of the document:")
  class Figures {
    @Test
    @DisplayName("the metrics, the class balance and the bins")
    void measures() throws Exception {
      ModelVersion version = published("v1", "", -1.5);
      Evaluation heldOut = version.evaluation().validationAsServed();
      String text = textOf("v1");
      assertThat(text)
          .contains(estimate(heldOut.auc()))
          .contains(estimate(heldOut.calibration().slope()))
          .contains(String.format(Locale.ROOT, "KS %.4f", heldOut.ks()))
          .contains(String.format(Locale.ROOT, "%.4f", heldOut.logLoss()))
          .contains(
              String.format(
                  Locale.ROOT,
                  "defaulters (customers) %,d",
                  version.evaluation().training().balance().defaulters()))
          .contains(version.provenance().specSha256());
      assertThat(heldOut.calibration().bins()).hasSizeGreaterThan(5);
      heldOut
          .calibration()
          .bins()
          .forEach(
              bin ->
                  assertThat(text)
                      .contains(String.format(Locale.ROOT, "%,d %,d", bin.rows(), bin.defaults())));
    }

    @Test
    @DisplayName("a verdict on each calibration bin, and what a verdict means")
    void verdicts() throws Exception {
      Sample sample = ReportedVersion.sample(17, -1.5);
      double[] extreme = new double[sample.rows()];
      for (int row = 0; row < extreme.length; row++) {
        double odds = sample.probability(row) / (1 - sample.probability(row));
        double extremeOdds = odds * odds / 0.22; // Right only where the odds are 0.22.
        extreme[row] = extremeOdds / (1 + extremeOdds);
      }
      ModelVersion version =
          ReportedVersion.version("v1", "", sample.withProbabilities(extreme), null);
      ReportedVersion.publish(home, version);
      ParsedReport report = parsed("v1");
      List<CalibrationBin> bins = version.evaluation().validationAsServed().calibration().bins();
      List<String> verdicts =
          bins.stream()
              .map(
                  bin ->
                      switch (bin.verdict(0.95, 1.05)) {
                        case AS_PREDICTED -> "as predicted";
                        case IMMATERIAL -> "immaterial deviation";
                        case MORE -> "more than predicted";
                        case FEWER -> "fewer than predicted";
                      })
              .toList();
      assertThat(verdicts).contains("as predicted", "more than predicted", "fewer than predicted");
      assertThat(report.table("verdict").column("verdict")).isEqualTo(verdicts);
      assertThat(report.text())
          .contains(
              "as predicted if the 95 % interval of the observed default rate contains the mean"
                  + " predicted probability",
              "immaterial deviation if observed / predicted is 0.95 to 1.05");
    }

    @Test
    @DisplayName("a negative KS, marked as reversed, if defaults have lower probabilities")
    void reversed() throws Exception {
      Sample sample = ReportedVersion.sample(17, -1.5);
      double[] reversed = new double[sample.rows()];
      for (int row = 0; row < reversed.length; row++) {
        reversed[row] = 1 - sample.probability(row);
      }
      ModelVersion version =
          ReportedVersion.version("v1", "", sample.withProbabilities(reversed), null);
      ReportedVersion.publish(home, version);
      double ks = Objects.requireNonNull(version.evaluation().validationAsServed().ks());
      assertThat(ks).isNegative();
      String figure = String.format(Locale.ROOT, "%.4f (reversed)", ks);
      ParsedReport report = parsed("v1");
      assertThat(report.text()).contains("KS " + figure, "signed maximum distance");
      assertThat(report.elements("desc"))
          .extracting(Element::getTextContent)
          .anySatisfy(
              description ->
                  assertThat(description)
                      .endsWith("KS, their signed maximum distance, is " + figure + "."));
    }

    private static String estimate(@Nullable Estimate estimate) {
      Estimate there = Objects.requireNonNull(estimate);
      Interval interval = Objects.requireNonNull(there.interval());
      return String.format(
          Locale.ROOT, "%.4f (%.4f to %.4f)", there.value(), interval.low(), interval.high());
    }

    @Test
    @DisplayName("standard errors, or a note that there are none")
    void standardErrors() throws Exception {
      published("v1", "", -1.5);
      assertThat(textOf("v1")).contains("Standard errors are not recorded for this version");
      ReportedVersion.publish(
          home,
          ReportedVersion.version(
              "v2",
              "",
              ReportedVersion.sample(17, -1.5),
              new StandardErrors(0.123, List.of(0.0456, 0.2, 0.3, 0.4, 0.55))));
      assertThat(textOf("v2"))
          .contains("0.123", "0.0456", "0.550", "not for significance tests")
          .doesNotContain("Standard errors are not recorded");
    }

    @Test
    @DisplayName("a note instead of charts if there are no held-out defaulters")
    void noDefaulters() throws Exception {
      published("v1", ALL_GATES, -20);
      ParsedReport report = parsed("v1");
      assertThat(report.text())
          .contains("no held-out row is a default")
          .doesNotContain("NaN", "null");
      assertThat(report.elements("svg"))
          .extracting(svg -> svg.getAttribute("aria-labelledby"))
          .containsExactly("calibration-title calibration-desc", "effects-title effects-desc");
    }

    @Test
    @DisplayName("charts with a title, a description and numeric coordinates")
    void charts() throws Exception {
      published("v1", "", -1.5);
      published("small", "", -5);
      for (String name : List.of("v1", "small")) {
        List<Element> charts = parsed(name).elements("svg");
        assertThat(charts).hasSize(6);
        for (Element chart : charts) {
          assertThat(chart.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
          assertThat(chart.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
        }
        assertThat(page(name).html()).doesNotContain("NaN", "Infinity");
      }
    }
  }

  @Nested
  @DisplayName("shows the status of the version:")
  class Status {
    private static final Change CHANGE = new Change("a", "b");

    @Test
    @DisplayName("champion, candidate, challenger with its share, retired")
    void status() throws Exception {
      published("v1", "", -1.5);
      published("v2", "", -1.5);
      DirectoryRegistry registry = new DirectoryRegistry(home);
      assertThat(textOf("v1"))
          .contains("champion It serves requests that don't specify a version.");
      assertThat(textOf("v2")).contains("candidate It is a candidate");
      registry.move(new AliasMove.PutChallenger(new VersionName("v2"), 0.1), CHANGE);
      assertThat(textOf("v2")).contains("challenger, 10 %");
      registry.move(new AliasMove.StopChallenger(), CHANGE);
      registry.retire(new VersionName("v2"), CHANGE);
      assertThat(textOf("v2"))
          .contains("retired It is retired and serves only requests that name it.");
    }

    @Test
    @DisplayName("each gate of its comparison with its result")
    void gates() throws Exception {
      ModelVersion champion = published("v0", "", -1.5);
      ModelVersion candidate = published("v1", ALL_GATES, -1.5);
      assertThat(textOf("v1"))
          .contains("its gates are undecided. To compare them, run credence compare v1");
      DirectoryRegistry registry = new DirectoryRegistry(home);
      Comparison comparison =
          ReportedVersion.compare(
              home,
              candidate,
              registry.state().publication(candidate.name()).orElseThrow(),
              registry.state().publication(champion.name()).orElseThrow());
      String text = textOf("v1");
      assertThat(comparison.gates())
          .extracting(GateResult::verdict)
          .contains(GateResult.Verdict.values());
      for (GateResult gate : comparison.gates()) {
        String verdict = gate.verdict().name().toLowerCase(Locale.ROOT);
        assertThat(text)
            .contains(
                verdict + " " + gate.gate() + GateWording.of(gate).substring(verdict.length() + 1));
      }
    }

    @Nested
    @DisplayName("its gates as a promotion now checks them:")
    class GatesByNow {
      private DirectoryRegistry registry;
      private Publication champion;

      @BeforeEach
      void passed() throws Exception {
        Interval auc =
            Objects.requireNonNull(
                Objects.requireNonNull(Evaluation.of(ReportedVersion.sample(17, -1.5)).auc())
                    .interval());
        ModelVersion present = published("v0", "", -1.5);
        ModelVersion candidate = published("v1", "auc-min: " + (auc.low() - 1e-6), -1.5);
        registry = new DirectoryRegistry(home);
        champion = registry.state().publication(present.name()).orElseThrow();
        ReportedVersion.compare(
            home,
            candidate,
            registry.state().publication(candidate.name()).orElseThrow(),
            champion);
        assertThat(textOf("v1")).contains("; its gate passed.", "passed auc-min");
      }

      private void compareAnother() {
        long championMove = registry.state().alias(Alias.CHAMPION).lastMove();
        VersionName other = new VersionName("v2");
        new DirectoryComparisons(home)
            .record(new HoldoutUses.Use(championMove, other, champion.name(), null), champion);
      }

      @Test
      @DisplayName("undecided if their confidence has risen with another version compared")
      void another() throws Exception {
        compareAnother();
        assertThat(textOf("v1"))
            .contains("; of 1 gate, 0 failed and 1 is undecided.", "undecided auc-min")
            .contains("2 versions have been compared on overlapping customers")
            .doesNotContain("passed");
      }

      @Test
      @DisplayName("undecided, with the reason, if the number of versions compared is unknown")
      void unknownNumber() throws Exception {
        compareAnother();
        Path uses = new HoldoutFile(home).path();
        Files.writeString(uses, "damaged");
        assertThat(textOf("v1"))
            .contains("Its gates are undecided: " + uses + " ", "versions compared is unknown")
            .doesNotContain("passed");
      }

      @Test
      @DisplayName("as stored if another version has become the champion since")
      void earlierChampion() throws Exception {
        compareAnother();
        published("v3", "", -1.5);
        registry.move(new AliasMove.Promote(new VersionName("v3")), CHANGE);
        assertThat(textOf("v1"))
            .contains("passed auc-min", "not been compared with the current champion v3");
      }
    }

    @Test
    @DisplayName("and an unknown version has no report")
    void unknown() {
      assertThat(outcome("nobody")).isInstanceOf(VersionReport.Unknown.class);
    }
  }
}
