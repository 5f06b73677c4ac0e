package credence.http.answer;

import credence.http.departure.DepartureGate;
import credence.http.problem.ProblemType;
import credence.prediction.Choice;
import credence.scoring.LiveVersion;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// Determines the header fields of answers to prediction requests, both for requests answered from
/// their bytes (`PlainAnswers`) and for those handled by Vert.x (`Exchange`).
public final class AnswerHead {
  private static final int UNAVAILABLE = 503;
  private static final String RETRY_AFTER_SECONDS = "1";

  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("cache-control");

  private AnswerHead() {}

  /// Receives the header fields in order.
  public interface Fields {
    /// Adds the field with the version that answered.
    void version(LiveVersion version);

    /// Adds the field with the id of the decision whose record is current.
    default void decision(DepartureGate gate) {
      put(ResponseHeaders.DECISION_ID, gate.id());
    }

    /// Adds another field.
    void put(CharSequence name, String value);
  }

  /// The fields of an answer with a prediction: the version that answered, the decision, the
  /// challenger that was replaced, the imputed inputs, and those with a level unseen in training.
  public static void ofPrediction(Choice choice, RecordAnswers answers, Fields fields) {
    LiveVersion version =
        choice instanceof Choice.Live ? answers.prediction().version() : version(choice);
    if (version != null) {
      fields.version(version);
    }
    DepartureGate gate = answers.gate();
    if (gate != null) {
      fields.decision(gate);
    }
    String challenger = choice instanceof Choice.Live ? answers.fallbackFrom() : null;
    if (challenger != null) {
      fields.put(ResponseHeaders.FALLBACK_FROM, challenger);
    }
    String imputed = answers.imputed();
    if (imputed != null) {
      fields.put(ResponseHeaders.IMPUTED, imputed);
    }
    String unseen = answers.unseenLevels();
    if (unseen != null) {
      fields.put(ResponseHeaders.UNSEEN_LEVELS, unseen);
    }
  }

  /// The fields of an answer that several versions can contribute to, such as that of a batch: the
  /// requested version, or the champion for live traffic.
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
      default -> null; // No version or several versions answer.
    };
  }

  /// The fields of any answer with content: its media type, which clients may not guess from the
  /// content, and that nothing may store it.
  public static void ofContent(CharSequence mediaType, Fields fields) {
    fields.put(HttpHeaders.CONTENT_TYPE, mediaType.toString());
    fields.put(CONTENT_TYPE_OPTIONS, "nosniff");
    fields.put(CACHE_CONTROL, "no-store");
  }

  /// The additional fields of an answer with a problem.
  public static void ofProblem(ProblemType type, Fields fields) {
    if (type.status() == UNAVAILABLE) {
      fields.put(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
  }
}
