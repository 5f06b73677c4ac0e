package credence.console;

import credence.chart.Scale;
import credence.document.SpecDocument;
import credence.evaluation.Evaluation;
import credence.evaluation.EvaluationReport;
import credence.model.Comparison;
import credence.model.ModelVersion;
import credence.registry.Publication;
import credence.registry.RegistryState;
import credence.wording.Measure;
import credence.wording.ModelWording;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that a report says, for its template.
///
/// @param version the version
/// @param publication how it came to be
/// @param standing what it is at the moment
/// @param judgement how it was judged
/// @param verdict what to think of it, in a sentence
/// @param applicant at whom the effects are told; null where there is no typical one
/// @param effects what each input does there, in the order of the spec; empty without an applicant
/// @param pictures the pictures
record ReportContent(
    ModelVersion version,
    Publication publication,
    Standing standing,
    Judgement judgement,
    String verdict,
    @Nullable TypicalApplicant applicant,
    List<InputEffect> effects,
    Pictures pictures) {
  ReportContent {
    effects = List.copyOf(effects);
  }

  /// The pictures, each an `svg` element; those of how it ranks are null where all of the held-out
  /// side or none of it defaulted, that of the effects where there are none.
  record Pictures(
      @Nullable String roc,
      @Nullable String ks,
      @Nullable String gains,
      @Nullable String distributions,
      String calibration,
      @Nullable String effects) {}

  /// What a report says of a version.
  ///
  /// @param comparisons all comparisons in which it is the candidate
  static ReportContent of(
      ModelVersion version,
      Publication publication,
      RegistryState state,
      List<Comparison> comparisons) {
    Judgement judgement = Judgement.of(version, publication, state, comparisons);
    TypicalApplicant applicant = TypicalApplicant.of(version).orElse(null);
    List<InputEffect> effects = applicant == null ? List.of() : InputEffect.of(version, applicant);
    return new ReportContent(
        version,
        publication,
        Standing.of(state, version.name()),
        judgement,
        VerdictSentence.of(version.evaluation().validationAsServed(), judgement.gates()),
        applicant,
        effects,
        pictures(version.evaluation(), applicant, effects));
  }

  private static Pictures pictures(
      EvaluationReport report, @Nullable TypicalApplicant applicant, List<InputEffect> effects) {
    Evaluation heldOut = report.validationAsServed();
    boolean ranks = !heldOut.roc().isEmpty();
    Scale scale = ProbabilityPictures.scale(heldOut);
    return new Pictures(
        ranks ? DiscriminationPictures.roc(report) : null,
        ranks ? DiscriminationPictures.ks(heldOut, scale) : null,
        ranks ? DiscriminationPictures.gains(report) : null,
        ranks ? ProbabilityPictures.distributions(heldOut, scale) : null,
        ProbabilityPictures.calibration(heldOut.calibration().bins()),
        applicant == null ? null : ProbabilityPictures.effects(effects, applicant.probability()));
  }

  /// What the version cannot say.
  List<String> limits() {
    return Limits.of(version);
  }

  /// The spec as YAML.
  String specText() {
    return SpecDocument.text(version.spec());
  }

  /// The style sheet.
  String styleSheet() {
    return ReportTemplate.styleSheet();
  }

  /// The measures of all sides.
  List<Measure> measures() {
    return Measure.of(version.evaluation());
  }

  /// The inputs as the training side has them.
  List<InputSummary> inputs() {
    return InputSummary.of(version);
  }

  /// The model, in words.
  ModelWording model() {
    return ModelWording.of(version);
  }
}
