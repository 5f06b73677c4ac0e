package credence.comparison;

import credence.document.ModelDocument;
import credence.model.Alias;
import credence.model.GateResult.Verdict;
import credence.model.Gates;
import credence.model.Input;
import credence.model.LocatedError;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.registry.DocumentReading;
import credence.registry.ModelRegistry;
import credence.registry.Publication;
import credence.registry.RegistryState;
import credence.wording.GateWording;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a version may become champion or challenger.
///
/// A version whose spec has gates needs a comparison with the present champion, made from the
/// published documents, in which every gate passed, at the confidence that the number of versions
/// compared by now requires ([PresentGates]). A version without gates needs nothing.
///
/// @param reasonsAgainst the reasons against it, one sentence each; empty if it may. An override is
///   recorded in the history with these reasons
/// @param overridable whether the version could serve requests in spite of them; true if there are
///   none
/// @param warnings what changes for clients, one sentence each
/// @param championMove the number of the record that last moved the alias champion, at the time of
///   the check; 0 if there is none
public record PromotionCheck(
    List<String> reasonsAgainst, boolean overridable, List<String> warnings, long championMove) {
  /// Copies the lists.
  public PromotionCheck {
    reasonsAgainst = List.copyOf(reasonsAgainst);
    warnings = List.copyOf(warnings);
  }

  /// Checks a version. There are no reasons against one that does not exist or is already the
  /// champion: the registry handles these cases.
  public static PromotionCheck of(
      ModelRegistry registry, Comparisons comparisons, VersionName name) {
    RegistryState state = registry.state();
    Optional<Publication> champion =
        state
            .version(Alias.CHAMPION)
            .flatMap(state::publication)
            .filter(publication -> !publication.name().equals(name));
    Optional<Publication> candidate = state.publication(name);
    long championMove = state.alias(Alias.CHAMPION).lastMove();
    if (champion.isEmpty() || candidate.isEmpty()) {
      return new PromotionCheck(List.of(), true, List.of(), championMove);
    }
    ModelVersion version = read(registry, name);
    if (version == null) {
      return new PromotionCheck(
          List.of(
              "the document of "
                  + name
                  + " is damaged, so it cannot serve requests; restore it first"),
          false,
          List.of(),
          championMove);
    }
    ModelVersion present = read(registry, champion.get().name());
    return new PromotionCheck(
        version.spec().gates().equals(Gates.NONE)
            ? List.of()
            : reasonsAgainst(candidate.get(), champion.get(), version, comparisons, championMove),
        true,
        present == null ? List.of() : warnings(version, present),
        championMove);
  }

  private static @Nullable ModelVersion read(ModelRegistry registry, VersionName name) {
    return registry.document(name) instanceof DocumentReading.Whole whole
            && ModelDocument.read(whole.bytes()) instanceof ModelDocument.Read(ModelVersion version)
        ? version
        : null;
  }

  private static List<String> reasonsAgainst(
      Publication candidate,
      Publication champion,
      ModelVersion version,
      Comparisons comparisons,
      long championMove) {
    return switch (PresentGates.of(version, candidate, champion, comparisons, championMove)) {
      case PresentGates.NotCompared _ ->
          List.of(notCompared(candidate.name(), champion.name(), comparisons));
      case PresentGates.Damaged(LocatedError error) ->
          List.of(
              "the gates of %s are undecided because its comparison with the champion %s is damaged: %s"
                  .formatted(candidate.name(), champion.name(), error.message()));
      case PresentGates.OtherDocuments _ ->
          List.of(
              "the comparison of %s with the champion %s was made from other documents than the published ones; run it again: credence compare %s"
                  .formatted(candidate.name(), champion.name(), candidate.name()));
      case PresentGates.NumberUnknown(_, String reason) ->
          List.of("the gates of %s are undecided: %s".formatted(candidate.name(), reason));
      case PresentGates.Checked checked ->
          checked.gates().stream()
              .filter(gate -> gate.verdict() != Verdict.PASSED)
              .map(gate -> "gate " + gate.gate() + " " + GateWording.of(gate))
              .toList();
    };
  }

  private static String notCompared(
      VersionName candidate, VersionName champion, Comparisons comparisons) {
    List<String> others =
        comparisons.of(candidate).stream()
            .map(comparison -> comparison.champion().name().text())
            .toList();
    String before =
        others.isEmpty()
            ? ""
            : ", only with " + String.join(", ", others) + ", made at another time";
    return "the gates of %s are undecided because it has not been compared with the current champion %s%s; compare it first: credence compare %s"
        .formatted(candidate, champion, before, candidate);
  }

  private static List<String> warnings(ModelVersion candidate, ModelVersion champion) {
    Set<String> required = required(candidate);
    required.removeAll(required(champion));
    return required.isEmpty()
        ? List.of()
        : List.of(
            "%s requires %s, which %s does not: requests without it will be rejected once %1$s is champion"
                .formatted(candidate.name(), String.join(", ", required), champion.name()));
  }

  /// The inputs that a request must contain.
  private static Set<String> required(ModelVersion version) {
    Set<String> names = new LinkedHashSet<>();
    for (Input input : version.model().inputs()) {
      if (!input.fillsMissing()) {
        names.add(input.name());
      }
    }
    return names;
  }
}
