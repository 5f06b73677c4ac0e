package credence.scoring;

import credence.model.Alias;
import credence.model.Model;
import credence.model.VersionName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All live versions, prepared for one pass over an applicant: the union of their inputs, one slot
/// each, and a scorer for each version. Immutable; a change of the registry creates a new one.
public final class ServingPlan {
  private final InputLayout layout;
  private final List<LiveVersion> versions;
  private final Map<String, LiveVersion> byName;
  private final Map<String, LiveVersion> aliases;

  private ServingPlan(
      InputLayout layout, List<LiveVersion> versions, Map<String, LiveVersion> aliases) {
    this.layout = layout;
    this.versions = List.copyOf(versions);
    this.aliases = Map.copyOf(aliases);
    Map<String, LiveVersion> named = new LinkedHashMap<>();
    versions.forEach(version -> named.put(version.name().text(), version));
    this.byName = named;
  }

  /// A version of the plan.
  ///
  /// @param name its name
  /// @param model its model
  public record Member(VersionName name, Model model) {}

  /// Creates a plan.
  ///
  /// @param members the versions in order of publication; the plan orders them by the date in the
  ///   name first
  /// @param aliases for each alias the name of the version that it names; aliases of other versions
  ///   are ignored
  public static ServingPlan of(Collection<Member> members, Map<String, VersionName> aliases) {
    List<Member> ordered = new ArrayList<>(members);
    ordered.sort((a, b) -> VersionName.BY_DATE.compare(a.name(), b.name()));
    InputLayout layout = InputLayout.of(ordered.stream().map(Member::model).toList());
    List<LiveVersion> versions = new ArrayList<>();
    Map<VersionName, LiveVersion> byName = new LinkedHashMap<>();
    for (Member member : ordered) {
      LiveVersion version =
          new LiveVersion(member.name(), versions.size(), Scorer.of(member.model(), layout));
      versions.add(version);
      byName.put(member.name(), version);
    }
    Map<String, LiveVersion> named = new LinkedHashMap<>();
    aliases.forEach(
        (alias, name) -> {
          LiveVersion version = byName.get(name);
          if (version != null) {
            named.put(alias, version);
          }
        });
    return new ServingPlan(layout, versions, named);
  }

  /// The slots for an applicant's data.
  public InputLayout layout() {
    return layout;
  }

  /// All live versions, by the date in the name, then by publication.
  public List<LiveVersion> versions() {
    return versions;
  }

  /// The version of a name or an alias; null if there is none.
  public @Nullable LiveVersion find(String nameOrAlias) {
    LiveVersion version = aliases.get(nameOrAlias);
    return version == null ? byName.get(nameOrAlias) : version;
  }

  /// The champion; null if there is none.
  public @Nullable LiveVersion champion() {
    return aliases.get(Alias.CHAMPION.text());
  }

  /// The names of all live versions, in their order.
  public Set<String> names() {
    return byName.keySet();
  }

  /// The version that each alias names.
  public Map<String, LiveVersion> aliases() {
    return aliases;
  }
}
