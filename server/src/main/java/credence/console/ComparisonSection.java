package credence.console;

import credence.comparison.Comparisons;
import credence.comparison.GateCheck;
import credence.model.Alias;
import credence.model.Comparison;
import credence.model.GateResult;
import credence.model.Gates;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.registry.Publication;
import credence.registry.RegistryException;
import credence.registry.RegistryState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The gates of a version and its comparisons with champions. Gates in a comparison with the
/// current champion are checked again for the number of versions compared by now, as in a
/// promotion.
///
/// @param gates the result of each gate; empty if the version has no gates, they were not
///   evaluated, or that number is unknown
/// @param note a remark on the gates and the comparison; null if there is none
/// @param comparison the comparison with the current champion, or else with the newest of the
///   others; null if the version has not been compared
/// @param others the comparisons with other versions
record ComparisonSection(
    List<GateResult> gates,
    @Nullable String note,
    @Nullable Comparison comparison,
    List<Comparison> others) {
  ComparisonSection {
    gates = List.copyOf(gates);
    others = List.copyOf(others);
  }

  /// Selects the comparisons of a version.
  ///
  /// @param comparisons the comparisons of the home
  static ComparisonSection of(
      ModelVersion version, Publication publication, RegistryState state, Comparisons comparisons) {
    Optional<VersionName> currentChampion =
        state.version(Alias.CHAMPION).filter(champion -> !champion.equals(version.name()));
    List<Comparison> newestFirst = new ArrayList<>(comparisons.of(version.name()));
    newestFirst.sort(
        Comparator.comparing(
                (Comparison c) -> currentChampion.equals(Optional.of(c.champion().name())))
            .thenComparingLong(c -> sequence(state, c.champion().name()))
            .reversed());
    Comparison shown = newestFirst.isEmpty() ? null : newestFirst.removeFirst();
    boolean gated = !version.spec().gates().equals(Gates.NONE);
    if (shown == null) {
      return new ComparisonSection(
          gated && currentChampion.isEmpty() ? GateCheck.alone(version) : List.of(),
          currentChampion
              .map(champion -> notCompared(version.name(), champion, gated))
              .orElse("This version has not been compared with another version."),
          null,
          List.of());
    }
    String note = note(shown, publication, state, currentChampion);
    Publication champion =
        currentChampion
            .filter(shown.champion().name()::equals)
            .flatMap(state::publication)
            .orElse(null);
    if (note != null || champion == null) {
      return new ComparisonSection(shown.gates(), note, shown, newestFirst);
    }
    long championMove = state.alias(Alias.CHAMPION).lastMove();
    try {
      long versions = comparisons.versionsCompared(version.name(), champion, championMove);
      Comparison byNow = GateCheck.again(shown, version, versions);
      return new ComparisonSection(byNow.gates(), null, byNow, newestFirst);
    } catch (RegistryException e) {
      return new ComparisonSection(
          List.of(),
          gated ? "Its gates are undecided: " + e.getMessage() : null,
          shown,
          newestFirst);
    }
  }

  private static long sequence(RegistryState state, VersionName name) {
    return state.publication(name).map(Publication::sequence).orElse(0L);
  }

  private static String notCompared(VersionName name, VersionName champion, boolean gated) {
    return "This version has not been compared with the current champion %s%s. To compare them, run credence compare %s."
        .formatted(champion, gated ? ", so its gates are undecided" : "", name);
  }

  private static @Nullable String note(
      Comparison shown,
      Publication publication,
      RegistryState state,
      Optional<VersionName> currentChampion) {
    VersionName other = shown.champion().name();
    if (!shown.candidate().documentSha256().equals(publication.sha256())
        || state
            .publication(other)
            .filter(p -> p.sha256().equals(shown.champion().documentSha256()))
            .isEmpty()) {
      return "The comparison was made from other documents than the published ones.";
    }
    return currentChampion.isEmpty() || currentChampion.get().equals(other)
        ? null
        : "This version has not been compared with the current champion %s."
            .formatted(currentChampion.get());
  }
}
