package credence.run;

import credence.files.FileStamp;
import credence.model.Fault;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A training set of a home as it stands now: its file, and what is known of it.
///
/// @param name the set's name
/// @param file where its file is, or was
/// @param stamp what the file looks like now, as [FileStamp#stored()] gives it; null if it is gone
/// @param profile what the check found; null if it has not been checked, or not since it changed
///   into something that may be checked
/// @param damage the damaged file that keeps from knowing what the check found; null if there is
///   none
public record TrainingSetEntry(
    TrainingSetName name,
    Path file,
    @Nullable FileStamp stamp,
    @Nullable TrainingSetProfile profile,
    @Nullable Fault damage) {
  /// A set whose files are not damaged.
  public TrainingSetEntry(
      TrainingSetName name,
      Path file,
      @Nullable FileStamp stamp,
      @Nullable TrainingSetProfile profile) {
    this(name, file, stamp, profile, null);
  }

  /// Where a training set stands.
  public enum State {
    /// It has yet to be checked.
    UNCHECKED,
    /// It can be trained on.
    ACCEPTED,
    /// It cannot be trained on; another file may take its place.
    REFUSED,
    /// Its file was written to after it was listed; it is not trained on.
    CHANGED,
    /// Its file is gone after it was listed.
    GONE,
    /// Its profile is damaged, so nobody can say what the check found; it is not trained on.
    DAMAGED
  }

  /// Where the set stands.
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

  /// Why the set is not trained on, and what to do, as one line; empty if it can be.
  public Optional<String> obstacle() {
    return switch (state()) {
      case ACCEPTED -> Optional.empty();
      case UNCHECKED -> Optional.of("it has not been checked yet; credence training-sets does");
      case REFUSED ->
          Optional.of(
              "it was refused"
                  + (profile == null ? "" : ": " + profile.faults().getFirst().message()));
      case CHANGED ->
          Optional.of(
              "its file has changed since it was listed: put the old file back, or give the new one"
                  + " a name of its own");
      case DAMAGED -> Optional.ofNullable(damage).map(Fault::message);
      case GONE -> Optional.of("its file is gone: put it back");
    };
  }
}
