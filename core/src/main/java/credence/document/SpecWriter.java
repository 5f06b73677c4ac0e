package credence.document;

import credence.model.Feature;
import credence.model.Gates;
import credence.model.MissingRule;
import credence.model.ModelSpec;
import credence.model.ModelSpec.CsvFormat;
import credence.model.OutcomeValues;
import credence.model.Transformation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes a spec as names and values, readable by [SpecReader]. Defaults are written too, except
/// those of the calibration tolerance and of CSV files: specs that predate them have the same text
/// and SHA-256.
final class SpecWriter {
  private SpecWriter() {}

  /// The spec as nested maps, lists, strings, numbers and booleans, in a fixed order.
  static Map<String, Object> write(ModelSpec spec) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (spec.idColumn() != null) {
      out.put("id", spec.idColumn());
    }
    out.put("target", target(spec.target()));
    out.put("duplicates", written(spec.duplicates()));
    Map<String, Object> features = new LinkedHashMap<>();
    spec.features().forEach(feature -> features.put(feature.name(), feature(feature)));
    out.put("features", features);
    out.put("groups", spec.groups());
    out.put(
        "split",
        ordered(
            "method", written(spec.split().method()),
            "share", spec.split().share(),
            "seed", spec.split().seed()));
    out.put("algorithm", ModelForms.writeAlgorithm(spec.algorithm()));
    out.put("cross-validation-folds", spec.crossValidationFolds());
    if (spec.cutoff() != null) {
      out.put("cutoff", spec.cutoff());
    }
    ModelSpec.OutcomeWindow window = spec.outcomeWindow();
    if (window != null) {
      out.put("application-date", window.applicationDateColumn());
      if (window.outcomeKnownAfterDays() != null) {
        out.put("outcome-known-after-days", window.outcomeKnownAfterDays());
      }
    }
    if (!spec.gates().equals(Gates.NONE)) {
      out.put("gates", GatesForm.write(spec.gates()));
    }
    if (!spec.calibrationTolerance().equals(ModelSpec.CALIBRATION_TOLERANCE_DEFAULT)) {
      out.put(SpecReader.CALIBRATION_TOLERANCE, GatesForm.ends(spec.calibrationTolerance()));
    }
    if (!spec.csv().equals(CsvFormat.UNSPECIFIED)) {
      out.put(SpecReader.CSV, CsvForm.write(spec.csv()));
    }
    return out;
  }

  /// The spelling of a constant in a spec: lower case, with hyphens.
  static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Object> target(ModelSpec.Target target) {
    Boolean missing = target.missing();
    Map<String, Object> out =
        ordered("column", target.column(), "missing", missing == null ? "drop" : missing);
    OutcomeValues values = target.values();
    if (values != null) {
      out.put(TargetForm.DEFAULT, values.defaults());
      out.put(TargetForm.GOOD, values.good());
      if (!values.excluded().isEmpty()) {
        out.put(TargetForm.EXCLUDE, values.excluded());
      }
    }
    return out;
  }

  private static Map<String, Object> feature(Feature feature) {
    Map<String, Object> out = ordered("type", written(feature.type()));
    out.put("missing", rule(feature.missing()));
    if (feature.missingInValidation() != null) {
      out.put("missing-in-validation", rule(feature.missingInValidation()));
    }
    Transformation transformation = feature.transformation();
    if (!transformation.equals(Transformation.NONE)) {
      Map<String, Object> transform = new LinkedHashMap<>();
      Transformation.Clip clip = transformation.clip();
      if (clip != null) {
        transform.put("clip", List.of(clip.low(), clip.high()));
      }
      transform.put("log", transformation.logarithm());
      transform.put("standardise", transformation.standardise());
      out.put("transform", transform);
    }
    switch (feature.type()) {
      case CATEGORY -> out.put("unseen-level", written(feature.unseenLevel()));
      case NUMBER, BOOLEAN -> {
        if (feature.expectedSign() != null) {
          out.put("expected-sign", written(feature.expectedSign()));
        }
      }
    }
    return out;
  }

  private static Object rule(MissingRule rule) {
    return switch (rule) {
      case MissingRule.Reject _ -> "reject";
      case MissingRule.TrainingMedian _ -> "median";
      case MissingRule.FixedNumber fixed -> fixed.value();
      case MissingRule.FixedBoolean fixed -> fixed.value();
      case MissingRule.FixedLevel fixed -> ordered("level", fixed.level());
    };
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      out.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return out;
  }
}
