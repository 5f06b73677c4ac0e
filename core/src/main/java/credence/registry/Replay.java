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

/// What the records of a history make when they are played one after the other.
final class Replay {
  private static final String NOT_FROM_THERE = "moves an alias from where it did not stand";

  private final Map<VersionName, Publication> publications = new LinkedHashMap<>();
  private final Map<String, Publication> everPublished =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<VersionName> retired = new LinkedHashSet<>();
  private final Map<Alias, AliasMoves> aliases = new EnumMap<>(Alias.class);
  private @Nullable AssignmentKey assignmentKey;

  Replay() {
    for (Alias alias : Alias.values()) {
      aliases.put(alias, new AliasMoves(alias));
    }
  }

  /// Plays a record.
  ///
  /// @return why it cannot follow the records before it; empty if it can, and has been played
  Optional<String> play(HistoryRecord record) {
    if (record.assignmentKey() != null && record.kind() != HistoryKind.CHALLENGED) {
      return Optional.of("brings a key without a challenge");
    }
    @Nullable String problem =
        switch (record.kind()) {
          case PUBLISHED -> publish(record);
          case PROMOTED -> promote(record);
          case CHALLENGED -> challenge(record);
          case CHALLENGE_STOPPED -> move(Alias.CHALLENGER, record, AliasValue.NONE, NOT_FROM_THERE);
          case SHADOWS_CHANGED -> shadow(record);
          case ROLLED_BACK -> rollBack(record);
          case RETIRED -> retire(record);
          case REINSTATED -> reinstate(record);
          case REMOVED -> remove(record);
        };
    return Optional.ofNullable(problem);
  }

  /// The versions that exist, in order of publication.
  List<Publication> publications() {
    return List.copyOf(publications.values());
  }

  /// The version of that name, if there is one.
  Optional<Publication> publication(VersionName name) {
    return Optional.ofNullable(publications.get(name));
  }

  /// The last publication under a name that is equal save for case, whether it has been removed or
  /// not: two such names would be one file on some systems.
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

  /// What each alias names.
  Map<Alias, AliasState> aliases() {
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

  private @Nullable String publish(HistoryRecord record) {
    VersionName name = record.version();
    String sha256 = record.sha256();
    if (sha256 == null || !Sha256.isValid(sha256)) {
      return "publishes without the SHA-256 of a document";
    }
    Publication ever = everPublished.get(name.text());
    if (publications.containsKey(name) || (ever != null && !sha256.equals(ever.sha256()))) {
      return "publishes under a name that is taken";
    }
    if (publications.isEmpty() && !Alias.CHAMPION.text().equals(record.alias())) {
      return "publishes the first version without a champion";
    }
    if (record.alias() != null) {
      String problem = move(Alias.CHAMPION, record, AliasValue.of(name), NOT_FROM_THERE);
      if (problem != null) {
        return problem;
      }
    }
    Publication publication =
        new Publication(
            name, record.sequence(), sha256, record.time(), record.author(), record.reason());
    publications.put(name, publication);
    everPublished.put(name.text(), publication);
    return null;
  }

  private @Nullable String promote(HistoryRecord record) {
    return isLive(record.version())
        ? move(Alias.CHAMPION, record, AliasValue.of(record.version()), NOT_FROM_THERE)
        : "promotes a version that does not exist or is retired";
  }

  private @Nullable String challenge(HistoryRecord record) {
    Challenge challenge = record.challenge();
    if (!isLive(record.version())) {
      return "challenges with a version that does not exist or is retired";
    }
    if (challenge == null || !ShareAssignment.isShare(challenge.share())) {
      return "challenges without a share";
    }
    if (challenge.id() != challengeId(record.version(), record.sequence())) {
      return "continues a challenge that is another's";
    }
    if ((assignmentKey == null) == (record.assignmentKey() == null)) {
      return "challenges without the key of the assignments, or with a second one";
    }
    AliasValue to = AliasValue.of(record.version(), challenge);
    String problem = move(Alias.CHALLENGER, record, to, NOT_FROM_THERE);
    if (problem == null && record.assignmentKey() != null) {
      assignmentKey = record.assignmentKey();
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

  private @Nullable String shadow(HistoryRecord record) {
    if (!record.shadows().stream().allMatch(this::isLive)) {
      return "shadows with a version that does not exist or is retired";
    }
    return move(Alias.SHADOW, record, AliasValue.ofAll(record.shadows()), NOT_FROM_THERE);
  }

  private @Nullable String rollBack(HistoryRecord record) {
    String text = record.alias();
    Alias alias = text == null ? null : Alias.of(text).orElse(null);
    AliasValue to = alias == null ? null : alias(alias).before().orElse(null);
    if (alias == null || to == null || !to.versions().stream().allMatch(this::isLive)) {
      return "rolls back to a version that does not exist or is retired";
    }
    return alias(alias).rollBack(record)
        ? null
        : "rolls an alias back to where it did not stand before";
  }

  private @Nullable String retire(HistoryRecord record) {
    if (!isLive(record.version())) {
      return "retires a version that does not exist or is retired";
    }
    if (!aliasesOf(record.version()).isEmpty()) {
      return "retires a version that an alias names";
    }
    retired.add(record.version());
    return movesNothing(record);
  }

  private @Nullable String reinstate(HistoryRecord record) {
    return retired.remove(record.version())
        ? movesNothing(record)
        : "reinstates a version that is not retired";
  }

  private @Nullable String remove(HistoryRecord record) {
    if (!publications.containsKey(record.version())) {
      return "removes a version that does not exist";
    }
    if (!aliasesOf(record.version()).isEmpty()) {
      return "removes a version that an alias names";
    }
    publications.remove(record.version());
    retired.remove(record.version());
    return movesNothing(record);
  }

  private boolean isLive(VersionName version) {
    return publications.containsKey(version) && !retired.contains(version);
  }

  private static @Nullable String movesNothing(HistoryRecord record) {
    return record.alias() == null && record.challenge() == null && record.shadows().isEmpty()
        ? null
        : "moves an alias that it does not concern";
  }

  private @Nullable String move(
      Alias alias, HistoryRecord record, AliasValue to, String otherwise) {
    return alias.text().equals(record.alias()) && alias(alias).move(record, to) ? null : otherwise;
  }
}
