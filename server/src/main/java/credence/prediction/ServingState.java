package credence.prediction;

import credence.decision.DecisionSource;
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

/// The versions and aliases that serve requests, from one change of the registry to the next.
/// Immutable, so a request that uses one state throughout is consistent.
public final class ServingState {
  /// The name for all live versions that are not retired.
  public static final String ALL = "all";

  private final ServingPlan plan;
  private final List<ServedVersion> versions;
  private final VersionMemory memory;
  private final @Nullable String notReadyReason;
  private final Map<String, Choice> choices;
  private final Choice live;
  private final DecisionSource source;

  private ServingState(
      ServingPlan plan,
      List<ServedVersion> versions,
      VersionMemory memory,
      @Nullable String notReadyReason,
      @Nullable Choice live,
      long historyPosition) {
    this.plan = plan;
    this.versions = List.copyOf(versions);
    this.memory = memory;
    this.notReadyReason = notReadyReason;
    this.choices = choices();
    this.live = live == null ? champion() : live;
    this.source = source(historyPosition);
  }

  /// Creates a state in which the champion serves all live traffic.
  ///
  /// @param plan the live versions, with a champion among them
  /// @param versions all versions of the registry, in order of publication
  /// @param historyPosition the number of the last record of the registry's history
  static ServingState ready(
      ServingPlan plan, List<ServedVersion> versions, VersionMemory memory, long historyPosition) {
    return new ServingState(plan, versions, memory, null, null, historyPosition);
  }

  /// Creates a state with a challenger or shadows.
  ///
  /// @param plan the live versions, with the champion among them
  /// @param versions all versions of the registry, in order of publication
  /// @param historyPosition the number of the last record of the registry's history
  static ServingState ready(
      ServingPlan plan,
      List<ServedVersion> versions,
      VersionMemory memory,
      Choice.Live live,
      long historyPosition) {
    return new ServingState(plan, versions, memory, null, live, historyPosition);
  }

  /// Creates a state without a champion, which serves only requests that name a version.
  ///
  /// @param historyPosition the number of the last record of the registry's history
  /// @param reason why there is no champion and what an operator can do
  static ServingState notReady(
      ServingPlan plan,
      List<ServedVersion> versions,
      VersionMemory memory,
      long historyPosition,
      String reason) {
    return new ServingState(plan, versions, memory, reason, null, historyPosition);
  }

  /// Returns the same state for a server that is not ready.
  ///
  /// @param reason why it is not ready and what an operator can do
  ServingState withNotReadyReason(String reason) {
    return new ServingState(
        plan,
        versions,
        memory,
        reason,
        plan.champion() == null ? null : live,
        source.historyPosition());
  }

  /// The live versions with the hashes of their documents.
  private DecisionSource source(long historyPosition) {
    Map<VersionName, String> hashes = new HashMap<>();
    versions.forEach(version -> hashes.put(version.name(), version.publication().sha256()));
    return new DecisionSource(
        historyPosition,
        plan.versions().stream()
            .map(
                live ->
                    new DecisionSource.Version(live.name(), hashes.getOrDefault(live.name(), "")))
            .toList());
  }

  /// The choice of the champion as the default.
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
    String reason = notReadyReason == null ? "no champion is loaded" : notReadyReason;
    all.putIfAbsent(Alias.CHAMPION.text(), new Choice.NotReady(reason));
    List<LiveVersion> unretired = liveOf(version -> !version.retired());
    all.put(ALL, unretired.isEmpty() ? new Choice.NotReady(reason) : new Choice.All(unretired));
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

  /// The live versions among those that match a predicate, in the plan's order.
  private List<LiveVersion> liveOf(Predicate<ServedVersion> predicate) {
    Set<VersionName> names =
        versions.stream().filter(predicate).map(ServedVersion::name).collect(Collectors.toSet());
    return plan.versions().stream().filter(live -> names.contains(live.name())).toList();
  }

  /// The choice for requests that don't specify a version.
  public Choice live() {
    return live;
  }

  /// What records say of the live versions, each at its index in the plan.
  public DecisionSource source() {
    return source;
  }

  /// The live versions.
  public ServingPlan plan() {
    return plan;
  }

  /// All versions of the registry in order of publication, including those that cannot be loaded.
  public List<ServedVersion> versions() {
    return versions;
  }

  /// The memory of the loaded versions.
  public VersionMemory memory() {
    return memory;
  }

  /// Why the server is not ready and what an operator can do; empty if it is ready.
  public Optional<String> notReadyReason() {
    return Optional.ofNullable(notReadyReason);
  }

  /// Returns the choice for a version's name, an alias or [#ALL].
  public Choice choose(String name) {
    Choice choice = choices.get(name);
    return choice == null ? new Choice.Unknown(hint(name)) : choice;
  }

  /// Finds the version of a name or alias, loaded or not; empty if there is none.
  public Optional<ServedVersion> find(String nameOrAlias) {
    LiveVersion live = plan.find(nameOrAlias);
    String name = live == null ? nameOrAlias : live.name().text();
    return versions.stream().filter(v -> v.name().text().equals(name)).findFirst();
  }

  /// Suggests similar names for an unknown one, as the end of a sentence; empty if there are none.
  public String hint(String name) {
    List<String> known = new ArrayList<>(choices.keySet());
    return NearNames.hint(name, known);
  }
}
