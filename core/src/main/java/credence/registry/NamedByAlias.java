package credence.registry;

import credence.model.Alias;
import credence.model.VersionName;
import java.util.List;
import java.util.stream.Collectors;

/// An alias names the version, so it can be neither retired nor removed.
///
/// @param version the version
/// @param aliases the texts of the aliases that name it; at least one
public record NamedByAlias(VersionName version, List<String> aliases)
    implements RemoveOutcome, RetireOutcome {
  @Override
  public String message() {
    String remedy =
        aliases.stream()
            .map(alias -> isChampion(alias) ? "promote another version" : "stop the " + alias)
            .collect(Collectors.joining(" and "));
    return version + " is " + String.join(" and ", aliases) + ": " + remedy + " first";
  }

  private static boolean isChampion(String alias) {
    return alias.equals(Alias.CHAMPION.text());
  }
}
