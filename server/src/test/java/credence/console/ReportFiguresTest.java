package credence.console;

import static org.assertj.core.api.Assertions.assertThat;

import credence.comparison.DirectoryComparisons;
import credence.document.ComparisonDocument;
import credence.document.ModelDocument;
import credence.model.Comparison;
import credence.model.ModelVersion;
import credence.model.StandardErrors;
import credence.model.VersionName;
import credence.registry.DocumentReading;
import credence.registry.Publication;
import credence.registry.directory.DirectoryRegistry;
import credence.wording.Figures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads each figure from the stored JSON by its field names, not by the classes that the report
/// uses.
@DisplayName("Each figure of a report is that of the document:")
class ReportFiguresTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path home;

  private ParsedReport report;
  private JsonNode document;
  private Comparison comparison;

  @BeforeEach
  void compared() throws Exception {
    ModelVersion champion =
        ReportedVersion.version("v0", "", ReportedVersion.sample(17, -1.5), null);
    ModelVersion candidate =
        ReportedVersion.version(
            "v1",
            "auc-min: 0.6",
            ReportedVersion.sample(18, -1.5),
            new StandardErrors(0.123, List.of(0.0456, 0.2, 0.3, 0.4, 0.55)));
    candidate = ReportedVersion.withImportance(candidate, candidate.references());
    Publication other = ReportedVersion.publish(home, champion);
    Publication published = ReportedVersion.publish(home, candidate);
    comparison = ReportedVersion.compare(home, candidate, published, other);
    DirectoryRegistry registry = new DirectoryRegistry(home);
    VersionName name = candidate.name();
    report =
        ParsedReport.of(
            (VersionReport.Page) VersionReport.of(registry, new DirectoryComparisons(home), name));
    byte[] stored = ((DocumentReading.Whole) registry.document(name)).bytes();
    assertThat(ModelDocument.read(stored)).isEqualTo(new ModelDocument.Read(candidate));
    document = JSON.readTree(stored);
  }

  private JsonNode evaluation(String side) {
    return document.path("evaluation").path(side);
  }

  private static @Nullable Double number(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : null;
  }

  private static String estimate(JsonNode estimate) {
    return Figures.measure(number(estimate.path("value")))
        + (estimate.path("low").isNumber() ? " (" + interval(estimate) + ")" : "");
  }

  private static String interval(JsonNode estimate) {
    return Figures.range(estimate.path("low").doubleValue(), estimate.path("high").doubleValue());
  }

  private static String count(JsonNode node) {
    assertThat(node.isIntegralNumber()).isTrue();
    return Figures.count(node.longValue());
  }

  private static String percent(JsonNode node) {
    return Figures.percent(number(node));
  }

  @Test
  @DisplayName("the tiles")
  void tiles() {
    JsonNode heldOut = evaluation("validation_as_served");
    JsonNode calibration = heldOut.path("calibration");
    List<String> shown = new ArrayList<>();
    for (Element list : report.elements("dl")) {
      if (list.getAttribute("class").equals("tiles")) {
        ParsedReport.elements(list, "dd").forEach(figure -> shown.add(ParsedReport.text(figure)));
      }
    }
    assertThat(shown)
        .containsExactly(
            Figures.measure(number(heldOut.path("auc").path("value"))),
            interval(heldOut.path("auc")),
            Figures.measure(number(heldOut.path("ks"))),
            "held out",
            Figures.measure(number(calibration.path("observed_to_expected").path("value"))),
            interval(calibration.path("observed_to_expected")),
            Figures.measure(number(calibration.path("slope").path("value"))),
            interval(calibration.path("slope")),
            percent(heldOut.path("balance").path("default_rate")),
            count(heldOut.path("balance").path("defaulters")) + " defaulters");
  }

  @Test
  @DisplayName("the customers of both sides")
  void balance() {
    List<List<String>> expected = new ArrayList<>();
    JsonNode training = evaluation("training").path("balance");
    JsonNode heldOut = evaluation("validation_as_served").path("balance");
    String[][] lines = {
      {"rows", "rows"},
      {"customers", "customers"},
      {"defaults (rows)", "defaults"},
      {"defaulters (customers)", "defaulters"}
    };
    for (String[] line : lines) {
      expected.add(List.of(line[0], count(training.path(line[1])), count(heldOut.path(line[1]))));
    }
    expected.add(
        List.of(
            "default rate",
            percent(training.path("default_rate")),
            percent(heldOut.path("default_rate"))));
    assertThat(report.table("held out").rows()).isEqualTo(expected);
  }

  @Test
  @DisplayName("the performance metrics of each side")
  void metrics() {
    List<List<String>> expected = new ArrayList<>();
    for (String name :
        List.of(
            "AUC",
            "Gini",
            "KS",
            "log loss",
            "Brier score",
            "observed / expected",
            "calibration slope",
            "calibration intercept")) {
      List<String> row = new ArrayList<>(List.of(name));
      for (String side : List.of("training", "validation", "validation_as_served")) {
        row.add(metric(evaluation(side), name));
      }
      expected.add(row);
    }
    assertThat(report.table("as served").rows()).isEqualTo(expected);
  }

  private static String metric(JsonNode evaluation, String name) {
    JsonNode calibration = evaluation.path("calibration");
    return switch (name) {
      case "AUC" -> estimate(evaluation.path("auc"));
      case "Gini" -> estimate(evaluation.path("gini"));
      case "KS" -> Figures.measure(number(evaluation.path("ks")));
      case "log loss" -> Figures.measure(number(evaluation.path("log_loss")));
      case "Brier score" -> Figures.measure(number(evaluation.path("brier")));
      case "observed / expected" -> estimate(calibration.path("observed_to_expected"));
      case "calibration slope" -> estimate(calibration.path("slope"));
      case "calibration intercept" -> estimate(calibration.path("intercept"));
      default -> throw new AssertionError(name);
    };
  }

  @Test
  @DisplayName("the calibration bins")
  void bins() {
    List<List<String>> expected = new ArrayList<>();
    for (JsonNode bin : evaluation("validation_as_served").path("calibration").path("bins")) {
      expected.add(
          List.of(
              Figures.percents(bin.path("low").doubleValue(), bin.path("high").doubleValue()),
              count(bin.path("rows")),
              count(bin.path("defaults")),
              percent(bin.path("mean_predicted")),
              percent(bin.path("observed_rate")),
              Figures.percents(
                  bin.path("observed_interval").path("low").doubleValue(),
                  bin.path("observed_interval").path("high").doubleValue())));
    }
    assertThat(expected).hasSizeGreaterThan(5);
    assertThat(report.table("verdict").rows())
        .extracting(row -> row.subList(0, row.size() - 1))
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("the groups")
  void groups() {
    List<List<String>> expected = new ArrayList<>();
    for (JsonNode group : document.path("evaluation").path("groups")) {
      expected.add(
          List.of(
              group.path("column").stringValue(),
              group.path("level").stringValue(),
              count(group.path("balance").path("rows")),
              count(group.path("balance").path("defaults")),
              percent(group.path("balance").path("default_rate")),
              percent(group.path("mean_predicted")),
              estimate(group.path("observed_to_expected")),
              estimate(group.path("auc"))));
    }
    assertThat(expected).hasSize(2);
    assertThat(report.table("level").rows()).isEqualTo(expected);
  }

  @Test
  @DisplayName("the importance of the inputs, the coefficients and their standard errors")
  void model() {
    List<List<String>> importance = new ArrayList<>();
    for (JsonNode one : document.path("evaluation").path("importance")) {
      importance.add(
          List.of(one.path("input").stringValue(), Figures.measure(number(one.path("deviation")))));
    }
    assertThat(importance).hasSize(4);
    assertThat(report.table("importance").rows()).containsExactlyInAnyOrderElementsOf(importance);
    JsonNode model = document.path("model");
    List<Double> coefficients = new ArrayList<>(List.of(model.path("intercept").doubleValue()));
    model.path("coefficients").forEach(one -> coefficients.add(one.path("value").doubleValue()));
    JsonNode errors = document.path("standard_errors");
    List<Double> deviations = new ArrayList<>(List.of(errors.path("intercept").doubleValue()));
    errors.path("coefficients").forEach(one -> deviations.add(one.doubleValue()));
    ParsedReport.Table shown = report.table("coefficient");
    assertThat(shown.column("coefficient"))
        .hasSize(6)
        .isEqualTo(coefficients.stream().map(Figures::coefficient).toList());
    assertThat(shown.column("standard error"))
        .isEqualTo(deviations.stream().map(Figures::standardError).toList());
  }

  @Test
  @DisplayName("the comparison and the swap sets")
  void comparison() {
    JsonNode stored = JSON.readTree(ComparisonDocument.write(comparison)).path("figures");
    ParsedReport.Table metrics = report.table("v0");
    for (String side : List.of("candidate", "champion")) {
      List<String> expected = new ArrayList<>();
      expected.add(count(stored.path(side).path("balance").path("defaulters")));
      for (List<String> row : metrics.rows().subList(1, metrics.rows().size())) {
        expected.add(metric(stored.path(side), row.getFirst()));
      }
      assertThat(metrics.column(side.equals("candidate") ? "v1" : "v0")).isEqualTo(expected);
    }
    List<List<String>> swaps = new ArrayList<>();
    for (JsonNode change : stored.path("decision_changes")) {
      JsonNode declined = change.path("newly_declined");
      JsonNode approved = change.path("newly_approved");
      swaps.add(
          List.of(
              percent(change.path("share_changed")),
              count(declined.path("rows")),
              percent(declined.path("default_rate")),
              count(approved.path("rows")),
              percent(approved.path("default_rate"))));
    }
    assertThat(swaps).isNotEmpty();
    assertThat(report.table("newly declined").rows())
        .extracting(row -> row.subList(1, row.size()))
        .isEqualTo(swaps);
  }
}
