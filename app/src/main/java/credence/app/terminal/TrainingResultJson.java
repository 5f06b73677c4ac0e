package credence.app.terminal;

import credence.comparison.GateCheck;
import credence.document.ComparisonDocument;
import credence.evaluation.ClassBalance;
import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.HosmerLemeshow;
import credence.evaluation.Interval;
import credence.job.ComparisonResult;
import credence.job.TrainingResult;
import credence.model.Finding;
import credence.model.ModelVersion;
import credence.registry.PublishOutcome;
import credence.wording.FindingWording;
import credence.wording.ModelWording;
import credence.wording.RenderedDocument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The result of a training as a JSON object.
public final class TrainingResultJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private TrainingResultJson() {}

  /// The object's text, over several lines.
  public static String of(TrainingResult.Registered registered) {
    ModelVersion version = registered.version();
    ObjectNode json = MAPPER.createObjectNode();
    json.put("version", version.name().text());
    json.put("published", registered.publishing() instanceof PublishOutcome.Published);
    json.put("champion", registered.champion());
    json.set("training", side(version.evaluation().training()));
    json.set("validation", side(version.evaluation().validation()));
    json.set("validation_as_served", side(version.evaluation().validationAsServed()));
    ModelWording.of(version)
        .figures()
        .forEach((name, figure) -> json.set(name, MAPPER.valueToTree(figure)));
    List<Finding> findings = new ArrayList<>(version.findings());
    if (registered.champion()) {
      GateCheck.findingOfFirst(version).ifPresent(findings::add);
    }
    ArrayNode written = json.putArray("findings");
    findings.forEach(finding -> written.add(FindingWording.json(finding)));
    switch (registered.comparison()) {
      case null -> {}
      case ComparisonResult.Compared compared ->
          json.set(
              "comparison",
              MAPPER.readTree(
                  RenderedDocument.of(ComparisonDocument.write(compared.comparison()))));
      case ComparisonResult.Rejected rejected -> {
        ArrayNode reasons = json.putObject("comparison").putArray("refused");
        rejected.messages().forEach(reasons::add);
      }
    }
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
  }

  private static ObjectNode side(Evaluation evaluation) {
    ObjectNode json = MAPPER.createObjectNode();
    ClassBalance balance = evaluation.balance();
    json.put("rows", balance.rows());
    json.put("customers", balance.customers());
    json.put("defaults", balance.defaults());
    json.put("defaulters", balance.defaulters());
    put(json, "auc", evaluation.auc());
    put(json, "auc_wald", evaluation.aucWald());
    put(json, "auc_by_row", evaluation.aucByRow());
    put(json, "gini", evaluation.gini());
    json.put("ks", evaluation.ks());
    json.put("log_loss", evaluation.logLoss());
    json.put("brier", evaluation.brier());
    put(json, "observed_to_expected", evaluation.calibration().observedToExpected());
    put(json, "calibration_slope", evaluation.calibration().slope());
    HosmerLemeshow test = evaluation.calibration().hosmerLemeshow();
    if (test == null) {
      json.putNull("hosmer_lemeshow");
    } else {
      json.putObject("hosmer_lemeshow")
          .put("statistic", test.statistic())
          .put("degrees", test.degrees())
          .put("p_value", test.pValue());
    }
    return json;
  }

  private static void put(ObjectNode json, String name, @Nullable Estimate estimate) {
    if (estimate == null) {
      json.putNull(name);
      return;
    }
    ObjectNode written = json.putObject(name);
    written.put("value", estimate.value());
    Interval interval = estimate.interval();
    written.put("low", interval == null ? null : (Double) interval.low());
    written.put("high", interval == null ? null : (Double) interval.high());
  }
}
