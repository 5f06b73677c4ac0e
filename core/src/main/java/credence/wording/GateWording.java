package credence.wording;

import credence.document.DocumentForms;
import credence.model.GateResult;
import credence.model.GateResult.Gate;
import credence.model.GateResult.Reason;
import credence.model.GateResult.Verdict;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Describes the results of gates.
public final class GateWording {
  private static final JsonMapper MAPPER = DocumentForms.mapper();

  private GateWording() {}

  /// Verdict, value and limit as a sentence; one stored as a sentence is unchanged.
  public static String of(GateResult gate) {
    String words = gate.words();
    return words == null ? verdict(gate.verdict()) + ": " + sentence(gate) : words;
  }

  /// The same without the verdict, for use next to it.
  public static String withoutVerdict(GateResult gate) {
    String words = of(gate);
    String begins = verdict(gate.verdict()) + ": ";
    return words.startsWith(begins) ? words.substring(begins.length()) : words;
  }

  /// A verdict as a word: `passed`, `failed` or `undecided`.
  public static String verdict(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  /// The text of a gate in a comparison's document.
  static String of(byte[] json) {
    return of(MAPPER.readValue(json, GateResult.class));
  }

  private static String sentence(GateResult gate) {
    Reason reason = Objects.requireNonNull(gate.reason());
    return reason == Reason.COUNT
        ? "%s %s; required ≥ %s."
            .formatted(count(gate.figure()), measured(gate.gate()), count(gate.limitLow()))
        : "%s is %s; required %s; %s."
            .formatted(measured(gate.gate()), figure(gate), limit(gate), why(gate, reason));
  }

  private static String measured(Gate gate) {
    return switch (gate) {
      case AUC_MIN -> "the AUC as served";
      case AUC_LOSS_MAX -> "the AUC minus the champion's";
      case OBSERVED_TO_EXPECTED -> "the ratio of observed to expected defaults";
      case CALIBRATION_SLOPE -> "the calibration slope";
      case PSI_MAX -> "the PSI of the scores against the champion's";
      case STABILITY_PSI_MAX -> "the PSI of the newest customers' scores against earlier ones";
      case ROWS_MIN -> "held-out rows";
      case DEFAULTERS_MIN -> "held-out customers who defaulted";
    };
  }

  private static String count(@Nullable Double count) {
    return count == null ? Figures.NONE : Figures.count(count.longValue());
  }

  private static String figure(GateResult gate) {
    if (gate.figure() == null) {
      return "undefined";
    }
    return Figures.withIntervals(gate.figure(), gate.interval(), gate.adjusted());
  }

  private static String limit(GateResult gate) {
    Double low = gate.limitLow();
    Double high = gate.limitHigh();
    if (low != null && high != null) {
      return Figures.chosen(low) + " to " + Figures.chosen(high);
    }
    return low != null
        ? "≥ " + Figures.chosen(low)
        : high != null ? "≤ " + Figures.chosen(high) : "nothing";
  }

  private static String why(GateResult gate, Reason reason) {
    return switch (reason) {
      case COUNT -> "the value is exact";
      case INTERVAL_WITHIN -> "the entire confidence interval is within the limit";
      case INTERVAL_OUTSIDE -> "the entire confidence interval is outside the limit";
      case INTERVAL_SPANS -> "the confidence interval spans the limit";
      case NO_INTERVAL -> "the data do not yield a confidence interval";
      case FEW_CUSTOMERS -> fewCustomers(gate);
      case NOT_DEFINED -> "it is undefined for these data";
      case NO_EARLIER_CUSTOMERS ->
          "there are neither several training sets nor application dates by which earlier customers are known";
      case NO_DRIFT_LIMIT ->
          "99th percentile under no drift: %s".formatted(Figures.measure(gate.noDriftLimit()));
      case SAME_RANKING -> "both models rank all rows identically";
      case NO_CHAMPION -> "there is no champion to compare with";
      case NO_CUSTOMERS ->
          "there are no customers that the candidate holds out and the champion has not seen";
      case MAY_HAVE_BEEN_SEEN ->
          "the champion may have seen the held-out customers because one of its training sets is missing";
      case CHAMPION_NOT_REPRODUCED ->
          "the champion may have seen the held-out customers because its sides cannot be reproduced from its training sets";
      case CANDIDATE_NOT_REPRODUCED ->
          "the candidate may have seen the held-out customers because its sides cannot be reproduced from its training sets";
    };
  }

  private static String fewCustomers(GateResult gate) {
    String least = Figures.count(Objects.requireNonNull(gate.customersMin()));
    return gate.gate() == Gate.STABILITY_PSI_MAX
        ? "its confidence interval is reliable only with at least %s of the newest customers and at least as many earlier ones"
            .formatted(least)
        : "its confidence interval is reliable only if at least %s customers defaulted and at least as many did not"
            .formatted(least);
  }
}
