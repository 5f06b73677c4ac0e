package credence.http.answer;

import credence.http.problem.ProblemType;
import credence.prediction.Choice;
import credence.scoring.LiveVersion;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// Decides which header fields an answer to a request for a prediction has, on both ways: from its
/// bytes (`PlainAnswers`) and through Vert.x (`Exchange`).
public final class AnswerHead {
  private static final int UNAVAILABLE = 503;
  private static final String RETRY_AFTER_SECONDS = "1";

  private AnswerHead() {}

  /// Receives the fields of a head, in order.
  public interface Fields {
    /// Adds the field that names the version that answered.
    void version(LiveVersion version);

    /// Adds another field.
    void put(CharSequence name, String value);
  }

  /// The fields of an answer with a prediction: which version answered, in whose place, and which
  /// inputs were imputed.
  public static void ofPrediction(Choice choice, RecordAnswers answers, Fields fields) {
    LiveVersion version =
        choice instanceof Choice.Live ? answers.prediction().version() : version(choice);
    if (version != null) {
      fields.version(version);
    }
    String challenger = choice instanceof Choice.Live ? answers.fallbackFrom() : null;
    if (challenger != null) {
      fields.put(ResponseHeaders.FALLBACK_FROM, challenger);
    }
    String imputed = answers.imputed();
    if (imputed != null) {
      fields.put(ResponseHeaders.IMPUTED, imputed);
    }
  }

  /// The fields of an answer that is not given by a version alone, as that of a batch: the version
  /// that is asked, of the live traffic the champion.
  public static void ofChoice(Choice choice, Fields fields) {
    LiveVersion version = version(choice);
    if (version != null) {
      fields.version(version);
    }
  }

  private static @Nullable LiveVersion version(Choice choice) {
    return switch (choice) {
      case Choice.One one -> one.version();
      case Choice.Live live -> live.champion();
      default -> null; // No version answers, or several do.
    };
  }

  /// The fields that a problem adds to those of its answer.
  public static void ofProblem(ProblemType type, Fields fields) {
    if (type.status() == UNAVAILABLE) {
      fields.put(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
  }
}
