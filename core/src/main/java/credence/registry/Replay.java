package credence.registry;

import credence.assignment.AssignmentKey;
import credence.assignment.ShareAssignment;
import credence.hashing.Sha256;
import credence.model.Alias;
import credence.model.VersionName;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Derives the state of a registry from the records of its history, which are played one after the
/// other. A record that cannot follow those before it is rejected, so what was derived from a
/// history that plays to its end obeys the rules of a registry.
public final class Replay {
  private static final String NOT_FROM_THERE = "moves an alias from a value that it did not have";

  private final Map<VersionName, Publication> publications = new LinkedHashMap<>();
  private final Map<String, Publication> everPublished =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<VersionName> retired = new LinkedHashSet<>();
  private final Map<Alias, AliasMoves> aliases = new EnumMap<>(Alias.class);
  private @Nullable AssignmentKey assignmentKey;
  private long position;

  /// A replay of no records yet.
  public Replay() {
    for (Alias alias : Alias.values()) {
      aliases.put(alias, new AliasMoves(alias));
    }
  }

  /// Plays a record.
  ///
  /// @return why it cannot follow the records before it; empty if it can, and has been played
  public Optional<String> play(HistoryRecord record) {
    if (record.sequence() != position + 1) {
      return Optional.of("does not have the number that follows");
    }
    @Nullable String problem =
        switch (record.event()) {
          case Event.Published published -> publish(record, published);
          case Event.Promoted promoted -> promote(record, promoted);
          case Event.Challenged challenged -> challenge(record, challenged);
          case Event.ChallengeStopped stopped -> move(record, stopped.to());
          case Event.ShadowsChanged changed -> shadow(record, changed.to());
          case Event.RolledBack rolledBack -> rollBack(record, rolledBack.to());
          case Event.Retired retirement -> retire(retirement.version());
          case Event.Reinstated reinstatement -> reinstate(reinstatement.version());
          case Event.Removed removal -> remove(removal.version());
        };
    if (problem == null) {
      position = record.sequence();
    }
    return Optional.ofNullable(problem);
  }

  /// The registry that the records make.
  ///
  /// @param stamp the stamp of the history that was played
  public RegistryState state(RegistryStamp stamp) {
    return new RegistryState(
        publications(), retired(), aliases(), assignmentKey, position, Optional.empty(), stamp);
  }

  /// The number of the last record; 0 if none was played.
  public long position() {
    return position;
  }

  /// The versions that exist, in order of publication.
  public List<Publication> publications() {
    return List.copyOf(publications.values());
  }

  /// The version of that name, if there is one.
  Optional<Publication> publication(VersionName name) {
    return Optional.ofNullable(publications.get(name));
  }

  /// The last publication under a name that is equal except for case, whether it has been removed
  /// or not: two such names would be one file on some systems.
  Optional<Publication> everPublished(VersionName name) {
    return Optional.ofNullable(everPublished.get(name.text()));
  }

  /// The versions that are retired.
  Set<VersionName> retired() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(retired));
  }

  /// The key of the assignments; null before the first challenge.
  @Nullable AssignmentKey assignmentKey() {
    return assignmentKey;
  }

  private Map<Alias, AliasState> aliases() {
    Map<Alias, AliasState> states = new EnumMap<>(Alias.class);
    aliases.forEach((alias, moves) -> states.put(alias, moves.state()));
    return Collections.unmodifiableMap(states);
  }

  /// The texts of the aliases that name a version.
  List<String> aliasesOf(VersionName version) {
    return aliases.entrySet().stream()
        .filter(entry -> entry.getValue().now().versions().contains(version))
        .map(entry -> entry.getKey().text())
        .toList();
  }

  /// What an alias named from move to move.
  AliasMoves alias(Alias alias) {
    AliasMoves moves = aliases.get(alias);
    if (moves == null) {
      throw new IllegalStateException("every alias has its moves: " + alias);
    }
    return moves;
  }

  private @Nullable String publish(HistoryRecord record, Event.Published published) {
    VersionName name = published.version();
    String sha256 = published.sha256();
    if (!Sha256.isValid(sha256)) {
      return "publishes without the SHA-256 of a document";
    }
    Publication ever = everPublished.get(name.text());
    if (publications.containsKey(name) || (ever != null && !sha256.equals(ever.sha256()))) {
      return "publishes under a name that is taken";
    }
    if (publications.isEmpty() && !published.champion()) {
      return "publishes the first version without a champion";
    }
    String problem = published.transition().map(to -> move(record, to)).orElse(null);
    if (problem != null) {
      return problem;
    }
    Publication publication =
        new Publication(
            name, record.sequence(), sha256, record.time(), record.author(), record.reason());
    publications.put(name, publication);
    everPublished.put(name.text(), publication);
    return null;
  }

  private @Nullable String promote(HistoryRecord record, Event.Promoted promoted) {
    return isLive(promoted.version())
        ? move(record, promoted.to())
        : "promotes a version that does not exist or is retired";
  }

  private @Nullable String challenge(HistoryRecord record, Event.Challenged challenged) {
    VersionName version = challenged.version();
    Challenge challenge = challenged.to().challenge();
    AssignmentKey key = challenged.assignmentKey();
    if (!isLive(version)) {
      return "starts a challenge with a version that does not exist or is retired";
    }
    if (!ShareAssignment.isShare(challenge.share())) {
      return "starts a challenge without a share";
    }
    if (challenge.id() != challengeId(version, record.sequence())) {
      return "continues another version's challenge";
    }
    if ((assignmentKey == null) == (key == null)) {
      return "starts a challenge without an assignment key, or with a second one";
    }
    String problem = move(record, challenged.to());
    if (problem == null && key != null) {
      assignmentKey = key;
    }
    return problem;
  }

  /// The id of the challenge that a version would have: the one that it has, or a new one.
  ///
  /// @param sequence the number of the record that gives it a share
  long challengeId(VersionName version, long sequence) {
    AliasValue now = alias(Alias.CHALLENGER).now();
    Challenge challenge = now.challenge();
    return challenge != null && version.equals(now.first()) ? challenge.id() : sequence;
  }

  private @Nullable String shadow(HistoryRecord record, AliasTransition.Shadows to) {
    return to.after().stream().allMatch(this::isLive)
        ? move(record, to)
        : "shadows with a version that does not exist or is retired";
  }

  private @Nullable String rollBack(HistoryRecord record, AliasTransition transition) {
    AliasMoves moves = alias(transition.alias());
    AliasValue to = moves.before().orElse(null);
    if (to == null || !to.versions().stream().allMatch(this::isLive)) {
      return "rolls back to a version that does not exist or is retired";
    }
    return moves.rollBack(record, transition)
        ? null
        : "rolls an alias back to a value that it did not have before";
  }

  private @Nullable String retire(VersionName version) {
    if (!isLive(version)) {
      return "retires a version that does not exist or is retired";
    }
    if (!aliasesOf(version).isEmpty()) {
      return "retires a version that an alias names";
    }
    retired.add(version);
    return null;
  }

  private @Nullable String reinstate(VersionName version) {
    return retired.remove(version) ? null : "reinstates a version that is not retired";
  }

  private @Nullable String remove(VersionName version) {
    if (!publications.containsKey(version)) {
      return "removes a version that does not exist";
    }
    if (!aliasesOf(version).isEmpty()) {
      return "removes a version that an alias names";
    }
    publications.remove(version);
    retired.remove(version);
    return null;
  }

  private boolean isLive(VersionName version) {
    return publications.containsKey(version) && !retired.contains(version);
  }

  private @Nullable String move(HistoryRecord record, AliasTransition to) {
    return alias(to.alias()).move(record, to) ? null : NOT_FROM_THERE;
  }
}
