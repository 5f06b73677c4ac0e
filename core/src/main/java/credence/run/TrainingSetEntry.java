package credence.run;

import credence.files.FileStamp;
import credence.model.LocatedError;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The current state of a training set: its file and its profile.
///
/// @param name the set's name
/// @param file the path of its file
/// @param stamp the file's current stamp, as returned by [FileStamp#stored()]; null if the file is
///   missing
/// @param profile the result of the check; null if it has not been checked since its file was
///   replaced
/// @param damage the damaged file because of which the check's result is unknown; null if there is
///   none
public record TrainingSetEntry(
    TrainingSetName name,
    Path file,
    @Nullable FileStamp stamp,
    @Nullable TrainingSetProfile profile,
    @Nullable LocatedError damage) {
  /// A set whose files are not damaged.
  public TrainingSetEntry(
      TrainingSetName name,
      Path file,
      @Nullable FileStamp stamp,
      @Nullable TrainingSetProfile profile) {
    this(name, file, stamp, profile, null);
  }

  /// The state of a training set.
  public enum State {
    /// It has not been checked yet.
    UNCHECKED,
    /// It can be used for training.
    ACCEPTED,
    /// It cannot be used for training; another file may replace it.
    REFUSED,
    /// Its file was changed after it was listed; it is not used for training.
    CHANGED,
    /// Its file was deleted after it was listed.
    GONE,
    /// Its profile is damaged, so the result of its check is unknown; it is not used for training.
    DAMAGED
  }

  /// The state of the set.
  public State state() {
    if (damage != null) {
      return State.DAMAGED;
    }
    if (profile == null) {
      return State.UNCHECKED;
    }
    if (stamp == null) {
      return State.GONE;
    }
    if (!profile.accepted()) {
      return State.REFUSED;
    }
    return profile.file().equals(stamp) ? State.ACCEPTED : State.CHANGED;
  }

  /// Why the set cannot be used for training, and what to do, as one line; empty if it can.
  public Optional<String> exclusion() {
    return switch (state()) {
      case ACCEPTED -> Optional.empty();
      case UNCHECKED -> Optional.of("it has not been checked yet; run credence training-sets");
      case REFUSED ->
          Optional.of(
              "it was refused"
                  + (profile == null ? "" : ": " + profile.errors().getFirst().message()));
      case CHANGED ->
          Optional.of(
              "its file has changed since it was listed; restore the old file, or give the new one"
                  + " a name of its own");
      case DAMAGED -> Optional.ofNullable(damage).map(LocatedError::message);
      case GONE -> Optional.of("its file is missing; restore it");
    };
  }
}
