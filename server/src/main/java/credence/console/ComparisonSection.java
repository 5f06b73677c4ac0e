package credence.console;

import credence.comparison.Comparisons;
import credence.comparison.GateCheck;
import credence.comparison.PresentGates;
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
import org.jspecify.annotations.Nullable;

/// The gates of a version and its comparisons with champions. Gates in a comparison with the
/// present champion are those by which a promotion decides ([PresentGates]); those against a former
/// champion are shown as recorded.
///
/// @param gated whether the spec has gates
/// @param undecided whether a promotion now would find the gates undecided, whatever the results in
///   an earlier comparison
/// @param gates the result of each gate; empty if there are none, they were not evaluated, or they
///   are unknown
/// @param basis the champion against which the gates were checked and when, or why they are
///   undecided, as a sentence; null if the spec has no gates
/// @param note a remark on the comparison; null if there is none
/// @param comparison the comparison with the present champion, or else with the newest of the
///   others; null if there is none
/// @param others the comparisons with other versions
record ComparisonSection(
    boolean gated,
    boolean undecided,
    List<GateResult> gates,
    @Nullable String basis,
    @Nullable String note,
    @Nullable Comparison comparison,
    List<Comparison> others) {
  private static final String OTHER_DOCUMENTS =
      "The comparison was made from other documents than the published ones.";

  ComparisonSection {
    gates = List.copyOf(gates);
    others = List.copyOf(others);
  }

  /// Selects the comparisons of a version.
  ///
  /// @param comparisons the comparisons of the home
  static ComparisonSection of(
      ModelVersion version, Publication publication, RegistryState state, Comparisons comparisons) {
    Builder builder = new Builder(version, publication, state, comparisons);
    Publication champion =
        state
            .version(Alias.CHAMPION)
            .filter(name -> !name.equals(version.name()))
            .flatMap(state::publication)
            .orElse(null);
    return champion == null ? builder.former() : builder.against(champion);
  }

  /// Builds the section of one version.
  private static final class Builder {
    private final ModelVersion version;
    private final Publication publication;
    private final RegistryState state;
    private final Comparisons comparisons;
    private final boolean gated;
    private final List<Comparison> newestFirst;

    Builder(
        ModelVersion version,
        Publication publication,
        RegistryState state,
        Comparisons comparisons) {
      this.version = version;
      this.publication = publication;
      this.state = state;
      this.comparisons = comparisons;
      this.gated = !version.spec().gates().equals(Gates.NONE);
      this.newestFirst = new ArrayList<>(comparisons.of(version.name()));
      newestFirst.sort(
          Comparator.comparingLong((Comparison c) -> sequence(c.champion().name())).reversed());
    }

    private long sequence(VersionName name) {
      return state.publication(name).map(Publication::sequence).orElse(0L);
    }

    /// The section of a version that is not the champion.
    ComparisonSection against(Publication champion) {
      String name = champion.name().text();
      long championMove = state.alias(Alias.CHAMPION).lastMove();
      return switch (PresentGates.of(version, publication, champion, comparisons, championMove)) {
        case PresentGates.Checked checked ->
            section(
                true,
                checked.gates(),
                "Checked against the champion %s, as a promotion now would.".formatted(name),
                null,
                checked.comparison());
        case PresentGates.OtherDocuments other ->
            section(
                false,
                other.comparison().gates(),
                recorded(other.comparison(), "") + " " + OTHER_DOCUMENTS,
                OTHER_DOCUMENTS,
                other.comparison());
        case PresentGates.NumberUnknown unknown ->
            section(
                false,
                List.of(),
                "Its gates are undecided: " + unknown.reason(),
                null,
                unknown.comparison());
        case PresentGates.Damaged damaged ->
            section(
                false,
                List.of(),
                "Its gates are undecided: the comparison with the champion %s is damaged. %s"
                    .formatted(name, repeat()),
                "The comparison with the champion %s is damaged. %s".formatted(name, repeat()),
                newestFirst.isEmpty() ? null : newestFirst.getFirst());
        case PresentGates.NotCompared _ -> notCompared(name);
      };
    }

    private ComparisonSection notCompared(String champion) {
      String note =
          "This version has not been compared with the current champion %s%s. %s"
              .formatted(champion, gated ? ", so its gates are undecided" : "", repeat());
      if (newestFirst.isEmpty()) {
        return section(false, List.of(), note, note, null);
      }
      Comparison former = newestFirst.getFirst();
      return section(
          false, former.gates(), note + " " + recorded(former, "former champion "), note, former);
    }

    /// How to compare the version with the present champion.
    private String repeat() {
      return "To compare them, run credence compare %s.".formatted(version.name());
    }

    /// The section of a champion, which can have been compared only with former ones.
    ComparisonSection former() {
      if (newestFirst.isEmpty()) {
        return section(
            true,
            GateCheck.alone(version),
            "Checked without a comparison, because there is no other champion.",
            "This version has not been compared with another version.",
            null);
      }
      Comparison former = newestFirst.getFirst();
      boolean published =
          PresentGates.isOf(former.candidate(), publication)
              && state
                  .publication(former.champion().name())
                  .filter(p -> PresentGates.isOf(former.champion(), p))
                  .isPresent();
      String note = published ? null : OTHER_DOCUMENTS;
      return section(
          true,
          former.gates(),
          recorded(former, "former champion ") + (published ? "" : " " + OTHER_DOCUMENTS),
          note,
          former);
    }

    private static String recorded(Comparison comparison, String role) {
      return "These are the results recorded in the comparison with the %s%s."
          .formatted(role, comparison.champion().name());
    }

    /// @param decided whether the gates decide a promotion now, or decided that of a champion
    private ComparisonSection section(
        boolean decided,
        List<GateResult> gates,
        String basis,
        @Nullable String note,
        @Nullable Comparison shown) {
      List<Comparison> others =
          newestFirst.stream()
              .filter(
                  other ->
                      shown == null || !other.champion().name().equals(shown.champion().name()))
              .toList();
      return new ComparisonSection(
          gated,
          gated && !decided,
          gated ? gates : List.of(),
          gated ? basis : null,
          note,
          shown,
          others);
    }
  }
}
