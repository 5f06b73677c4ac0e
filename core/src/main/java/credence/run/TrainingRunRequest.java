package credence.run;

import credence.model.VersionName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a training run is asked to do.
///
/// @param version what its version is to be called; null: as the newest of its training sets
/// @param sets the names of the training sets; empty: every set up to the date in the version's
///   name
/// @param only whether the newest of these sets is trained on alone
/// @param spec the model spec as YAML or JSON; null: the home's, else the one that ships with
///   Credence
/// @param author who asks, for the history
/// @param reason why, for the history; null: the sets that it was trained on
/// @param requestedAt when
/// @param idempotencyKey what the client calls this request, so that it can be repeated without a
///   second run; null: none
public record TrainingRunRequest(
    @Nullable VersionName version,
    List<String> sets,
    boolean only,
    @Nullable String spec,
    String author,
    @Nullable String reason,
    Instant requestedAt,
    @Nullable String idempotencyKey) {
  /// Takes a copy of the list.
  public TrainingRunRequest {
    sets = List.copyOf(sets);
  }
}
