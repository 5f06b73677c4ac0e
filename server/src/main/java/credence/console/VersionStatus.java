package credence.console;

import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.Challenge;
import credence.registry.RegistryState;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.List;

/// The current status of a version as text.
///
/// @param labels such as `champion` or `challenger, 10 %`; `candidate` if no alias names the
///   version, `retired` if it is retired; at least one
/// @param sentence which requests the version serves
record VersionStatus(List<String> labels, String sentence) {
  VersionStatus {
    labels = List.copyOf(labels);
  }

  /// Returns the status of a version in a registry.
  static VersionStatus of(RegistryState state, VersionName name) {
    if (state.retired().contains(name)) {
      return new VersionStatus(
          List.of("retired"), "It is retired and serves only requests that name it.");
    }
    List<String> labels = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (String alias : state.aliasesOf(name)) {
      Challenge challenge = state.alias(Alias.CHALLENGER).challenge();
      if (alias.equals(Alias.CHAMPION.text())) {
        labels.add(alias);
        parts.add("serves requests that don't specify a version");
      } else if (alias.equals(Alias.CHALLENGER.text()) && challenge != null) {
        String share = Figures.chosenPercent(challenge.share());
        labels.add(alias + ", " + share);
        parts.add("serves " + share + " of the applicants instead of the champion");
      } else {
        labels.add(alias);
        parts.add("scores requests without its results being returned");
      }
    }
    return labels.isEmpty()
        ? new VersionStatus(
            List.of("candidate"),
            "It is a candidate and serves only requests that name it, until it is promoted.")
        : new VersionStatus(labels, "It " + String.join(", and ", parts) + ".");
  }
}
