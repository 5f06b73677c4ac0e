package credence.console;

import credence.comparison.GateCheck;
import credence.model.Alias;
import credence.model.Comparison;
import credence.model.GateResult;
import credence.model.Gates;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.registry.Publication;
import credence.registry.RegistryState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The gates of a version and its comparisons with champions.
///
/// @param gates the result of each gate; empty if the version has no gates or they were not
///   evaluated
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
  /// @param comparisons all comparisons in which it is the candidate
  static ComparisonSection of(
      ModelVersion version,
      Publication publication,
      RegistryState state,
      List<Comparison> comparisons) {
    Optional<VersionName> currentChampion =
        state.version(Alias.CHAMPION).filter(champion -> !champion.equals(version.name()));
    List<Comparison> newestFirst = new ArrayList<>(comparisons);
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
    return new ComparisonSection(
        shown.gates(), note(shown, publication, state, currentChampion), shown, newestFirst);
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
