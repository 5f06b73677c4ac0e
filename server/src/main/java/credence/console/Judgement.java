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

/// How a version was judged: by its gates and against a champion.
///
/// @param gates what came of each gate; empty if it has none, or they were not tried
/// @param note what is to be known about the gates and the comparison; null: nothing
/// @param comparison the one with the present champion, else with the newest of the others; null:
///   it was compared with none
/// @param others its comparisons with other versions
record Judgement(
    List<GateResult> gates,
    @Nullable String note,
    @Nullable Comparison comparison,
    List<Comparison> others) {
  Judgement {
    gates = List.copyOf(gates);
    others = List.copyOf(others);
  }

  /// The judgement of a version.
  ///
  /// @param comparisons all comparisons in which it is the candidate
  static Judgement of(
      ModelVersion version,
      Publication publication,
      RegistryState state,
      List<Comparison> comparisons) {
    Optional<VersionName> rival =
        state.version(Alias.CHAMPION).filter(champion -> !champion.equals(version.name()));
    List<Comparison> newestFirst = new ArrayList<>(comparisons);
    newestFirst.sort(
        Comparator.comparing((Comparison c) -> rival.equals(Optional.of(c.champion().name())))
            .thenComparingLong(c -> sequence(state, c.champion().name()))
            .reversed());
    Comparison shown = newestFirst.isEmpty() ? null : newestFirst.removeFirst();
    boolean gated = !version.spec().gates().equals(Gates.NONE);
    if (shown == null) {
      return new Judgement(
          gated && rival.isEmpty() ? GateCheck.alone(version) : List.of(),
          rival
              .map(champion -> notCompared(version.name(), champion, gated))
              .orElse("It was not compared with another version."),
          null,
          List.of());
    }
    return new Judgement(shown.gates(), note(shown, publication, state, rival), shown, newestFirst);
  }

  private static long sequence(RegistryState state, VersionName name) {
    return state.publication(name).map(Publication::sequence).orElse(0L);
  }

  private static String notCompared(VersionName name, VersionName champion, boolean gated) {
    return "It was not compared with the present champion, %s%s. credence compare %s does that."
        .formatted(champion, gated ? "; so its gates are undecided" : "", name);
  }

  private static @Nullable String note(
      Comparison shown, Publication publication, RegistryState state, Optional<VersionName> rival) {
    VersionName other = shown.champion().name();
    if (!shown.candidate().documentSha256().equals(publication.sha256())
        || state
            .publication(other)
            .filter(p -> p.sha256().equals(shown.champion().documentSha256()))
            .isEmpty()) {
      return "The comparison was made of other documents than those that are published now.";
    }
    return rival.isEmpty() || rival.get().equals(other)
        ? null
        : "The present champion is %s; with it, the version was not compared."
            .formatted(rival.get());
  }
}
