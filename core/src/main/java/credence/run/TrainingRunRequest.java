package credence.run;

import credence.model.VersionName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The request of a training run.
///
/// @param version the name of its version; null for the name of the newest of its training sets
/// @param sets the names of the training sets; empty for every set up to the date in the version's
///   name
/// @param only whether only the newest of these sets is used
/// @param spec the model spec as YAML or JSON; null for the home's, or else the one that ships with
///   Credence
/// @param author the author, for the history
/// @param reason the reason, for the history; null for a list of the training sets
/// @param requestedAt when
/// @param idempotencyKey the client's key of this request, so that repeating it does not start a
///   second run; null if there is none
public record TrainingRunRequest(
    @Nullable VersionName version,
    List<String> sets,
    boolean only,
    @Nullable String spec,
    String author,
    @Nullable String reason,
    Instant requestedAt,
    @Nullable String idempotencyKey) {
  /// Copies the list.
  public TrainingRunRequest {
    sets = List.copyOf(sets);
  }
}
