package credence.run;

import credence.model.LocatedError;
import credence.model.NearNames;
import credence.model.VersionName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Selects the training sets of a home for a version: those that were requested, or else every set
/// up to the date in the version's name.
///
/// A set that cannot be used for training is an error if it was requested or the version has its
/// name; otherwise it is excluded and reported.
public final class TrainingSetSelection {
  private final TrainingSets.Listing listing;
  private final List<LocatedError> errors = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  private TrainingSetSelection(TrainingSets.Listing listing) {
    this.listing = listing;
  }

  /// The result of a selection.
  public sealed interface Result {}

  /// The sets can be used for training.
  ///
  /// @param version the name of the version
  /// @param sets at least one, in order of their dates
  /// @param leftOut the excluded sets with reasons, one line each
  public record Selected(VersionName version, List<TrainingSetEntry> sets, List<String> leftOut)
      implements Result {
    /// Copies the lists.
    public Selected {
      sets = List.copyOf(sets);
      leftOut = List.copyOf(leftOut);
    }
  }

  /// The request cannot be fulfilled.
  ///
  /// @param errors every reason, at least one
  public record Rejected(List<LocatedError> errors) implements Result {
    /// Copies the list.
    public Rejected {
      errors = List.copyOf(errors);
    }
  }

  /// Selects.
  ///
  /// @param version the name of the version; null for the name of its newest set
  /// @param asked the names of the requested sets; empty for every set up to the date in the
  ///   version's name, or every set if it has none
  /// @param only whether only the newest of these is used
  public static Result of(
      TrainingSets.Listing listing,
      @Nullable VersionName version,
      List<String> asked,
      boolean only) {
    return new TrainingSetSelection(listing).select(version, asked, only);
  }

  private Result select(@Nullable VersionName version, List<String> asked, boolean only) {
    List<TrainingSetEntry> sets = asked.isEmpty() ? upTo(version) : named(asked);
    if (only && asked.size() > 1) {
      errors.add(new LocatedError("training sets", "expected exactly one set"));
    }
    if (sets.isEmpty() && errors.isEmpty()) {
      errors.add(none(version));
    }
    if (!errors.isEmpty()) {
      return new Rejected(errors);
    }
    TrainingSetEntry newest = sets.getLast();
    VersionName name = version == null ? newest.name().version() : version;
    return only
        ? new Selected(name, List.of(newest), List.of())
        : new Selected(name, sets, leftOut);
  }

  private List<TrainingSetEntry> upTo(@Nullable VersionName version) {
    LocalDate last = Optional.ofNullable(version).flatMap(VersionName::date).orElse(LocalDate.MAX);
    List<TrainingSetEntry> sets = new ArrayList<>();
    for (TrainingSetEntry set : listing.sets()) {
      if (set.name().date().isAfter(last)) {
        continue;
      }
      Optional<String> exclusion = set.exclusion();
      if (exclusion.isEmpty()) {
        sets.add(set);
      } else if (version != null && version.text().equals(set.name().text())) {
        errors.add(error(set.name().text(), exclusion.get()));
      } else {
        leftOut.add(error(set.name().text(), exclusion.get()).message());
      }
    }
    return sets;
  }

  private List<TrainingSetEntry> named(List<String> asked) {
    List<String> known = listing.sets().stream().map(set -> set.name().text()).toList();
    List<TrainingSetEntry> sets = new ArrayList<>();
    for (String text : new TreeSet<>(asked)) {
      String name = TrainingSetName.of(text).map(TrainingSetName::text).orElse(text);
      Optional<TrainingSetEntry> set = listing.set(name);
      if (set.isEmpty()) {
        errors.add(
            error(
                name,
                "expected the name of a training set of this home" + NearNames.hint(name, known)));
      } else if (set.get().exclusion().isPresent()) {
        errors.add(error(name, set.get().exclusion().get()));
      } else if (!sets.contains(set.get())) {
        sets.add(set.get());
      }
    }
    sets.sort((a, b) -> a.name().compareTo(b.name()));
    return sets;
  }

  private static LocatedError error(String set, String exclusion) {
    return new LocatedError("training set " + set, exclusion);
  }

  private LocatedError none(@Nullable VersionName version) {
    String upTo =
        version == null || version.date().isEmpty() ? "" : " up to " + version.date().get();
    String why =
        leftOut.isEmpty()
            ? "there is none; add a file to the home's training-sets"
            : String.join("; ", leftOut);
    return new LocatedError(
        "training sets", "expected a set" + upTo + " that can be used for training: " + why);
  }
}
