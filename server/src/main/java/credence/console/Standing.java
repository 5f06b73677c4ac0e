package credence.console;

import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.Challenge;
import credence.registry.RegistryState;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.List;

/// What a version is at the moment, in words.
///
/// @param labels as in `champion`, `challenger, 10 % of the traffic`; `candidate` if no alias names
///   it, `retired` if it answers only when named; at least one
/// @param sentence what that means for those who ask for predictions
record Standing(List<String> labels, String sentence) {
  Standing {
    labels = List.copyOf(labels);
  }

  /// A version's standing in a registry.
  static Standing of(RegistryState state, VersionName name) {
    if (state.retired().contains(name)) {
      return new Standing(List.of("retired"), "It is retired: it answers only when named.");
    }
    List<String> labels = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (String alias : state.aliasesOf(name)) {
      Challenge challenge = state.alias(Alias.CHALLENGER).challenge();
      if (alias.equals(Alias.CHAMPION.text())) {
        labels.add(alias);
        parts.add("answers whoever names no version");
      } else if (alias.equals(Alias.CHALLENGER.text()) && challenge != null) {
        String share = Figures.chosenPercent(challenge.share());
        labels.add(alias + ", " + share);
        parts.add("answers " + share + " of the applicants in the champion's place");
      } else {
        labels.add(alias);
        parts.add("is scored and counted beside the version that answers");
      }
    }
    return labels.isEmpty()
        ? new Standing(
            List.of("candidate"), "It is a candidate: it answers when named, until it is promoted.")
        : new Standing(labels, "It " + String.join(", and ", parts) + ".");
  }
}
