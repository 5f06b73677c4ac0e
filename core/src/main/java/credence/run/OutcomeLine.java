package credence.run;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.Optional;

/// A training run's outcome as one line, by which a run's process reports to its server an outcome
/// that it could not write to the home.
public final class OutcomeLine {
  private static final String BEGIN = "credence-outcome ";

  private OutcomeLine() {}

  /// The line of an outcome, without a line break.
  public static String of(TrainingRunOutcome outcome) {
    return BEGIN + new String(Base64.getEncoder().encode(RunFile.text(outcome)), US_ASCII);
  }

  /// The outcome of a line; empty if it is another line.
  public static Optional<TrainingRunOutcome> read(String line) {
    if (!line.startsWith(BEGIN)) {
      return Optional.empty();
    }
    try {
      byte[] text = Base64.getDecoder().decode(line.substring(BEGIN.length()).strip());
      return RunFile.OUTCOME.parse(text);
    } catch (IllegalArgumentException cutOff) {
      return Optional.empty();
    }
  }
}
