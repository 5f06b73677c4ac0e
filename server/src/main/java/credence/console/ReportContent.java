package credence.console;

import credence.chart.Scale;
import credence.comparison.Comparisons;
import credence.document.SpecDocument;
import credence.evaluation.Evaluation;
import credence.evaluation.EvaluationReport;
import credence.evaluation.InputImportance;
import credence.model.ModelVersion;
import credence.registry.HistoryRecord;
import credence.registry.Publication;
import credence.registry.RegistryState;
import credence.wording.Measure;
import credence.wording.ModelWording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The contents of a report, for its template.
///
/// @param version the version
/// @param publication the record of its publication
/// @param status its current status
/// @param events the records of the history that concern it
/// @param held the moves by which it is champion and challenger now
/// @param comparisons its gates and comparisons
/// @param summary its performance and gates in one sentence
/// @param applicant the applicant for whom the effects are evaluated; null if there is no typical
///   one
/// @param effects the effect of each input, in the order of [InputEffect]; empty without an
///   applicant
/// @param charts the charts
record ReportContent(
    ModelVersion version,
    Publication publication,
    VersionStatus status,
    VersionEvents events,
    List<VersionEvents.Held> held,
    ComparisonSection comparisons,
    String summary,
    @Nullable TypicalApplicant applicant,
    List<InputEffect> effects,
    Charts charts) {
  ReportContent {
    held = List.copyOf(held);
    effects = List.copyOf(effects);
  }

  /// A section of the page, for its table of contents.
  ///
  /// @param id the identifier of its heading
  record Section(String id, String title) {}

  /// The charts, each an `svg` element. Those of discrimination are null if all or none of the
  /// held-out rows defaulted.
  ///
  /// @param effects empty if there are no effects
  record Charts(
      @Nullable String roc,
      @Nullable String ks,
      @Nullable String gains,
      @Nullable String distributions,
      String calibration,
      List<String> effects) {
    Charts {
      effects = List.copyOf(effects);
    }
  }

  /// Creates the contents of a version's report.
  ///
  /// @param state the registry
  /// @param records its history, at least up to that state
  /// @param comparisons the comparisons of the home
  static ReportContent of(
      ModelVersion version,
      Publication publication,
      RegistryState state,
      List<HistoryRecord> records,
      Comparisons comparisons) {
    VersionEvents events = VersionEvents.of(records, version.name());
    ComparisonSection section = ComparisonSection.of(version, publication, state, comparisons);
    TypicalApplicant applicant = TypicalApplicant.of(version).orElse(null);
    List<InputEffect> effects = applicant == null ? List.of() : InputEffect.of(version, applicant);
    return new ReportContent(
        version,
        publication,
        VersionStatus.of(state, version.name()),
        events,
        events.held(state, version.name()),
        section,
        SummarySentence.of(version.evaluation().validationAsServed(), section, version.spec()),
        applicant,
        effects,
        charts(version.evaluation(), applicant, effects));
  }

  private static Charts charts(
      EvaluationReport report, @Nullable TypicalApplicant applicant, List<InputEffect> effects) {
    Evaluation heldOut = report.validationAsServed();
    boolean hasRoc = !heldOut.roc().isEmpty();
    Scale scale = ProbabilityCharts.scale(heldOut);
    return new Charts(
        hasRoc ? DiscriminationCharts.roc(report) : null,
        hasRoc ? DiscriminationCharts.ks(heldOut, scale) : null,
        hasRoc ? DiscriminationCharts.gains(report) : null,
        hasRoc ? ProbabilityCharts.distributions(heldOut, scale) : null,
        ProbabilityCharts.calibration(heldOut.calibration().bins()),
        applicant == null
            ? List.of()
            : ProbabilityCharts.effects(effects, applicant.probability()));
  }

  /// The sections of the page, in order.
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("gates", "Gates and history"));
    sections.add(new Section("findings", "Findings"));
    sections.add(new Section("data", "Training data"));
    sections.add(new Section("discrimination", "Discrimination"));
    sections.add(new Section("calibration", "Calibration"));
    sections.add(new Section("effects", "Feature effects"));
    if (!version.evaluation().groups().isEmpty()) {
      sections.add(new Section("groups", "Performance by group"));
    }
    if (!version.evaluation().trainingSets().isEmpty()) {
      sections.add(new Section("sets", "Performance by training set"));
    }
    sections.add(new Section("comparison", "Champion–challenger comparison"));
    sections.add(new Section("limitations", "Limitations"));
    sections.add(new Section("provenance", "Provenance"));
    return sections;
  }

  /// Whether the importance of the inputs is known.
  boolean hasImportance() {
    return version.evaluation().importance() != null;
  }

  /// The importance of the inputs, the most important first; empty if unknown.
  List<InputImportance> importance() {
    List<InputImportance> importance = version.evaluation().importance();
    return importance == null
        ? List.of()
        : importance.stream()
            .sorted(Comparator.comparingDouble(InputImportance::deviation).reversed())
            .toList();
  }

  /// The limitations of the version as sentences.
  List<String> limitations() {
    return Limitations.of(version);
  }

  /// The spec as YAML.
  String specText() {
    return SpecDocument.text(version.spec());
  }

  /// The style sheet.
  String styleSheet() {
    return ReportTemplate.styleSheet();
  }

  /// The performance metrics of training, validation and as served.
  List<Measure> measures() {
    return Measure.of(version.evaluation());
  }

  /// The distributions of the inputs in the training rows.
  List<InputSummary> inputs() {
    return InputSummary.of(version);
  }

  /// The model as text.
  ModelWording model() {
    return ModelWording.of(version);
  }
}
