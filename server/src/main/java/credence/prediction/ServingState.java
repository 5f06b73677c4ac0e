package credence.prediction;

import credence.model.Alias;
import credence.model.NearNames;
import credence.model.VersionName;
import credence.scoring.LiveVersion;
import credence.scoring.Prediction.Route;
import credence.scoring.ServingPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the server answers by, from one change of the registry to the next. Immutable: a request
/// that keeps to one state sees no mixture of two.
public final class ServingState {
  /// The name that stands for all live versions that are not retired.
  public static final String ALL = "all";

  private final ServingPlan plan;
  private final List<ServedVersion> versions;
  private final VersionMemory memory;
  private final @Nullable String obstacle;
  private final Map<String, Choice> choices;
  private final Choice live;

  private ServingState(
      ServingPlan plan,
      List<ServedVersion> versions,
      VersionMemory memory,
      @Nullable String obstacle,
      @Nullable Choice live) {
    this.plan = plan;
    this.versions = List.copyOf(versions);
    this.memory = memory;
    this.obstacle = obstacle;
    this.choices = choices();
    this.live = live == null ? champion() : live;
  }

  /// A state in which the champion answers.
  ///
  /// @param plan the live versions, with a champion among them
  /// @param versions all versions of the registry, in order of publication
  static ServingState ready(ServingPlan plan, List<ServedVersion> versions, VersionMemory memory) {
    return new ServingState(plan, versions, memory, null, null);
  }

  /// A state in which the champion answers, save for a challenger's share, and shadows are scored.
  ///
  /// @param plan the live versions, with the champion among them
  /// @param versions all versions of the registry, in order of publication
  static ServingState ready(
      ServingPlan plan, List<ServedVersion> versions, VersionMemory memory, Choice.Live live) {
    return new ServingState(plan, versions, memory, null, live);
  }

  /// A state in which no champion answers; versions that are named do.
  ///
  /// @param obstacle why, and what an operator can do
  static ServingState notReady(
      ServingPlan plan, List<ServedVersion> versions, VersionMemory memory, String obstacle) {
    return new ServingState(plan, versions, memory, obstacle, null);
  }

  /// The same versions and answers in a server that is not ready.
  ///
  /// @param why the obstacle, and what an operator can do
  ServingState withObstacle(String why) {
    return new ServingState(plan, versions, memory, why, plan.champion() == null ? null : live);
  }

  /// The champion alone, by default.
  private Choice champion() {
    LiveVersion champion = plan.champion();
    return champion == null
        ? choose(Alias.CHAMPION.text())
        : new Choice.One(champion, Route.DEFAULT);
  }

  private Map<String, Choice> choices() {
    Map<String, Choice> all = new HashMap<>();
    for (ServedVersion version : versions) {
      if (version.loaded() == null) {
        all.put(version.name().text(), unloaded(version));
      }
    }
    plan.versions().forEach(live -> all.put(live.name().text(), new Choice.One(live, Route.NAMED)));
    plan.aliases().forEach((alias, live) -> all.put(alias, new Choice.One(live, Route.NAMED)));
    String why = obstacle == null ? "no champion is loaded" : obstacle;
    all.putIfAbsent(Alias.CHAMPION.text(), new Choice.NotReady(why));
    List<LiveVersion> unretired = liveOf(version -> !version.retired());
    all.put(ALL, unretired.isEmpty() ? new Choice.NotReady(why) : new Choice.All(unretired));
    List<LiveVersion> shadows = liveOf(version -> version.isNamed(Alias.SHADOW));
    if (!shadows.isEmpty()) {
      all.put(Alias.SHADOW.text(), new Choice.All(shadows));
    }
    return all;
  }

  private static Choice unloaded(ServedVersion version) {
    String name = version.name().text();
    Shortage shortage = version.shortage();
    if (shortage != null) {
      return new Choice.Unloaded(name, shortage);
    }
    return version.damage() == null
        ? new Choice.NotReady(name + " is being loaded; try again in a moment")
        : new Choice.Damaged(name);
  }

  /// The live ones of some versions, in the plan's order.
  private List<LiveVersion> liveOf(Predicate<ServedVersion> which) {
    Set<VersionName> names =
        versions.stream().filter(which).map(ServedVersion::name).collect(Collectors.toSet());
    return plan.versions().stream().filter(live -> names.contains(live.name())).toList();
  }

  /// Who answers a request that names no version.
  public Choice live() {
    return live;
  }

  /// The live versions.
  public ServingPlan plan() {
    return plan;
  }

  /// All versions of the registry, in order of publication, those included that cannot be loaded.
  public List<ServedVersion> versions() {
    return versions;
  }

  /// The memory of the versions that answer.
  public VersionMemory memory() {
    return memory;
  }

  /// What keeps the server from being ready, and what an operator can do; empty if it is ready.
  public Optional<String> obstacle() {
    return Optional.ofNullable(obstacle);
  }

  /// Which versions answer to a version's name, an alias or [#ALL].
  public Choice choose(String name) {
    Choice choice = choices.get(name);
    return choice == null ? new Choice.Unknown(hint(name)) : choice;
  }

  /// The version of a name or alias, loaded or not; empty if there is none.
  public Optional<ServedVersion> find(String nameOrAlias) {
    LiveVersion live = plan.find(nameOrAlias);
    String name = live == null ? nameOrAlias : live.name().text();
    return versions.stream().filter(v -> v.name().text().equals(name)).findFirst();
  }

  /// Near names for one that does not exist, as the end of a sentence; empty if there are none.
  public String hint(String name) {
    List<String> known = new ArrayList<>(choices.keySet());
    return NearNames.hint(name, known);
  }
}
