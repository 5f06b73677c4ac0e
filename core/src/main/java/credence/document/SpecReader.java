package credence.document;

import credence.model.Feature;
import credence.model.Feature.Sign;
import credence.model.Feature.UnseenLevel;
import credence.model.FeatureType;
import credence.model.Gates;
import credence.model.LocatedError;
import credence.model.MissingRule;
import credence.model.ModelSpec;
import credence.model.ModelSpec.Algorithm;
import credence.model.ModelSpec.CsvFormat;
import credence.model.ModelSpec.Duplicates;
import credence.model.ModelSpec.OutcomeWindow;
import credence.model.ModelSpec.Split;
import credence.model.ModelSpec.SplitMethod;
import credence.model.ModelSpec.Target;
import credence.model.Transformation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Creates a model spec from a mapping and collects all errors.
final class SpecReader {
  static final String CALIBRATION_TOLERANCE = "calibration-tolerance";
  static final String CSV = "csv";
  private static final int FEATURES_MAX = 10_000;
  private static final int FOLDS_MAX = 100;
  private static final long SEED_MAX = Integer.MAX_VALUE;
  private static final int KNOWN_AFTER_DAYS_MAX = 36_500;

  private final String source;
  private final List<LocatedError> errors;
  private final Map<String, Integer> lines;

  SpecReader(String source, List<LocatedError> errors, Map<String, Integer> lines) {
    this.source = source;
    this.errors = errors;
    this.lines = lines;
  }

  /// The spec; valid only if no error was added.
  ModelSpec read(Node.Mapping mapping) {
    Section top = new Section(source, "", mapping, errors, lines);
    String id = top.text("id", "the name of the id column", false);
    Target target = TargetForm.read(top.section("target"));
    Duplicates duplicates = top.choice("duplicates", Duplicates.class, Duplicates.KEEP);
    List<Feature> features = features(top);
    List<String> groups = top.texts("groups");
    Split split = split(top.section("split"), id != null);
    Algorithm algorithm = ModelForms.readAlgorithm(top.section("algorithm"));
    int folds = (int) top.whole("cross-validation-folds", 0, 0, FOLDS_MAX);
    if (folds == 1) {
      top.addError("cross-validation-folds", "expected 0, or at least 2");
    }
    Double cutoff = top.numberOrNull("cutoff", "a probability in (0, 1)", n -> n > 0 && n < 1);
    OutcomeWindow window = outcomeWindow(top);
    Gates gates = GatesForm.read(top.section("gates"));
    Gates.Range tolerance = GatesForm.range(top, CALIBRATION_TOLERANCE);
    CsvFormat csv = CsvForm.read(top.section(CSV));
    ModelSpec spec =
        new ModelSpec(
            id,
            target,
            duplicates,
            features,
            groups,
            split,
            algorithm,
            folds,
            cutoff,
            window,
            gates,
            tolerance == null ? ModelSpec.CALIBRATION_TOLERANCE_DEFAULT : tolerance,
            csv);
    top.finish();
    checkColumns(top, spec);
    checkIds(top, spec);
    return spec;
  }

  private List<Feature> features(Section top) {
    Section section = top.section("features");
    List<Feature> features = new ArrayList<>();
    for (String name : section.names()) {
      if (section.node(name) == null) {
        section.addError(name, "expected at least a type, as in {type: number}");
      } else {
        features.add(feature(name, section.section(name)));
      }
    }
    if (section.names().isEmpty()) {
      top.addError("features", "expected at least one feature");
    } else if (features.size() > FEATURES_MAX) {
      top.addError("features", "expected at most " + FEATURES_MAX + " features");
    }
    return features;
  }

  private Feature feature(String name, Section section) {
    if (section.node("type") == null) {
      section.addError("type", "expected number, boolean or category");
    }
    FeatureType type = section.choice("type", FeatureType.class, FeatureType.NUMBER);
    MissingRule missing = missingRule(section, "missing", type);
    MissingRule inValidation = missingRule(section, "missing-in-validation", type);
    Transformation transformation = transformation(section, type);
    UnseenLevel unseen = section.choice("unseen-level", UnseenLevel.class, UnseenLevel.BASELINE);
    if (section.node("unseen-level") != null && type != FeatureType.CATEGORY) {
      section.addError("unseen-level", "expected only where the type is category");
    }
    Sign sign = section.choiceOrNull("expected-sign", Sign.class);
    if (sign != null && type == FeatureType.CATEGORY) {
      section.addError("expected-sign", "expected only where the type is number or boolean");
    }
    section.finish();
    return new Feature(
        name,
        type,
        missing == null ? new MissingRule.Reject() : missing,
        inValidation,
        transformation,
        unseen,
        sign);
  }

  private static @Nullable MissingRule missingRule(Section section, String key, FeatureType type) {
    Node node = section.node(key);
    if (node == null) {
      return null;
    }
    if (node instanceof Node.Scalar(String text, Node.Kind _, int _) && text.equals("reject")) {
      return new MissingRule.Reject();
    }
    MissingRule rule =
        switch (type) {
          case NUMBER -> numberRule(node);
          case BOOLEAN ->
              node instanceof Node.Scalar(String text, Node.Kind kind, int _)
                      && kind == Node.Kind.BOOLEAN
                  ? new MissingRule.FixedBoolean(Boolean.parseBoolean(text))
                  : null;
          case CATEGORY -> levelRule(node);
        };
    if (rule == null) {
      section.addError(
          key,
          switch (type) {
            case NUMBER -> "expected a number, median, or reject";
            case BOOLEAN -> "expected true, false, or reject";
            case CATEGORY -> "expected a level, {level: NAME}, or reject";
          });
    }
    return rule;
  }

  private static @Nullable MissingRule numberRule(Node node) {
    if (node instanceof Node.Scalar scalar && scalar.text().equals("median")) {
      return new MissingRule.TrainingMedian();
    }
    Double number = Section.finite(node);
    return number == null ? null : new MissingRule.FixedNumber(number);
  }

  /// A level is written as its name, or as `{level: NAME}` if its name is also that of a rule.
  private static @Nullable MissingRule levelRule(Node node) {
    Node level =
        node instanceof Node.Mapping mapping && mapping.entries().size() == 1
            ? mapping.entries().get("level")
            : node;
    return level instanceof Node.Scalar scalar ? new MissingRule.FixedLevel(scalar.text()) : null;
  }

  private static Transformation transformation(Section feature, FeatureType type) {
    if (feature.node("transform") == null) {
      return Transformation.NONE;
    }
    if (type != FeatureType.NUMBER) {
      feature.addError("transform", "expected only where the type is number");
    }
    Section section = feature.section("transform");
    Transformation.Clip clip = clip(section);
    Transformation transformation =
        new Transformation(clip, section.flag("log", false), section.flag("standardise", false));
    if (transformation.logarithm() && clip != null && clip.low() <= 0) {
      section.addError(
          "clip", "expected a lower bound above 0, because the logarithm is taken afterwards");
    }
    section.finish();
    return transformation;
  }

  private static Transformation.@Nullable Clip clip(Section section) {
    List<Double> ends =
        section.pairOrNull(
            "clip",
            "the lowest and the highest value, as in [1, 1000000]",
            (low, high) -> low <= high);
    return ends == null ? null : new Transformation.Clip(ends.getFirst(), ends.getLast());
  }

  private static Split split(Section section, boolean ids) {
    Split split =
        new Split(
            section.choice(
                "method", SplitMethod.class, ids ? SplitMethod.BY_ID : SplitMethod.BY_ROW),
            section.number("share", "a share in (0, 1)", 0.25, n -> n > 0 && n < 1),
            section.whole("seed", 1, 0, SEED_MAX));
    section.finish();
    return split;
  }

  private static @Nullable OutcomeWindow outcomeWindow(Section top) {
    String date = top.text("application-date", "the name of a date column", false);
    boolean horizon = top.node("outcome-known-after-days") != null;
    int days = (int) top.whole("outcome-known-after-days", 0, 0, KNOWN_AFTER_DAYS_MAX);
    if (date == null) {
      if (horizon) {
        top.addError("outcome-known-after-days", "requires application-date");
      }
      return null;
    }
    return new OutcomeWindow(date, horizon ? days : null);
  }

  /// Checks constraints between the columns that a spec names.
  private static void checkColumns(Section top, ModelSpec spec) {
    for (Feature feature : spec.features()) {
      String place = "features." + feature.name();
      if (feature.name().equals(spec.idColumn())) {
        top.addError(place, "expected an input; this column is the id");
      } else if (feature.name().equals("id")) {
        top.addError(
            place,
            "expected another name, because the field id of a request identifies the applicant");
      }
      if (feature.name().equals(spec.target().column())) {
        top.addError(place, "expected an input; this column is the target");
      }
    }
    Set<String> groups = new HashSet<>();
    for (String group : spec.groups()) {
      if (!groups.add(group)) {
        top.addError("groups", "expected each column once; " + group + " appears twice");
      }
    }
    if (spec.split().method() == SplitMethod.OUT_OF_TIME && spec.outcomeWindow() == null) {
      top.addError(
          "split",
          "expected application-date in the spec, because an out-of-time split requires it");
    }
  }

  /// Checks what depends on whether a spec names an id.
  private static void checkIds(Section top, ModelSpec spec) {
    SplitMethod method = spec.split().method();
    if (!spec.hasIds() && spec.duplicates() != Duplicates.KEEP) {
      top.addError(
          "duplicates", "expected keep, because without an id each row is a different customer");
    }
    if (!spec.hasIds() && method == SplitMethod.BY_ID) {
      top.addError("split", "expected id, the name of the id column, or split: {method: by-row}");
    }
    if (spec.hasIds() && method == SplitMethod.BY_ROW) {
      top.addError(
          "split",
          "expected by-id, because the spec has an id; by-row may divide a customer's rows");
    }
  }
}
