package credence.http.admin;

import credence.run.RunJson;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunOutcome;
import credence.run.TrainingRunProgress;
import credence.run.TrainingRuns;
import credence.wire.JsonBytes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes responses about training runs.
final class TrainingRunDocuments {
  private TrainingRunDocuments() {}

  /// All training runs, newest first.
  ///
  /// @param here whether this server executes them
  static byte[] list(TrainingRuns.Listing listing, boolean here) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          json.writeBooleanProperty("runs_here", here);
          json.writeArrayPropertyStart("training_runs");
          for (TrainingRunEntry run : listing.runs().reversed()) {
            json.writeStartObject();
            writeSummary(json, run);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayPropertyStart("damaged");
          listing.damaged().forEach(error -> json.writeString(error.message()));
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /// A training run with its request, progress and outcome.
  static byte[] whole(TrainingRunEntry run) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          writeSummary(json, run);
          writeRecord(json, "request", run.request());
          writeRecord(json, "progress", run.presentProgress());
          writeRecord(json, "outcome", run.outcome());
          json.writeEndObject();
        });
  }

  private static void writeSummary(JsonGenerator json, TrainingRunEntry run) {
    json.writeStringProperty("id", run.id());
    json.writeStringProperty("state", run.state().name().toLowerCase(Locale.ROOT));
    TrainingRunProgress progress = run.progress();
    if (progress != null && !run.state().ended()) {
      json.writeStringProperty("stage", progress.stage());
      json.writeNumberProperty("share_done", progress.shareDone());
      if (progress.secondsLeft() != null) {
        json.writeNumberProperty("seconds_left", progress.secondsLeft());
      }
      if (progress.rowsPerSecond() != null) {
        json.writeNumberProperty("rows_per_second", progress.rowsPerSecond());
      }
    }
    TrainingRunOutcome outcome = run.outcome();
    if (outcome != null && outcome.version() != null) {
      json.writeStringProperty("version", outcome.version().text());
    } else if (run.request().version() != null) {
      json.writeStringProperty("version", run.request().version().text());
    }
    json.writeBooleanProperty("can_restart", run.state().canRestart());
    json.writeStringProperty("author", run.request().author());
    json.writeStringProperty("requested_at", run.request().requestedAt().toString());
    json.writeArrayPropertyStart("messages");
    if (outcome != null) {
      outcome.messages().forEach(json::writeString);
    } else if (run.damage() != null) {
      json.writeString(run.damage().message());
    }
    json.writeEndArray();
  }

  private static void writeRecord(JsonGenerator json, String name, @Nullable Object value) {
    if (value != null) {
      json.writeName(name);
      json.writeRawValue(RunJson.tree(value).toString());
    }
  }
}
