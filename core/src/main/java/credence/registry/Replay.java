package credence.registry;

import credence.model.Alias;
import credence.model.VersionName;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the records of a history make when they are played one after the other.
///
/// An alias is a stack of versions: a move to another version puts it on top, a rollback takes the
/// top off, and the alias names what is on top then. So a rollback undoes the last move that still
/// stands, and each further one the move before that.
final class Replay {
  private final Map<VersionName, Publication> publications = new LinkedHashMap<>();
  private final Map<String, Publication> everPublished =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Deque<VersionName>> aliases = new TreeMap<>();

  /// Plays a record.
  ///
  /// @return why it cannot follow the records before it; empty if it can, and has been played
  Optional<String> play(HistoryRecord record) {
    @Nullable String problem =
        switch (record.kind()) {
          case PUBLISHED -> publish(record);
          case PROMOTED -> promote(record);
          case ROLLED_BACK -> rollBack(record);
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

  /// What each alias names, by the alias's text.
  Map<String, VersionName> aliases() {
    Map<String, VersionName> named = new TreeMap<>();
    aliases.forEach((alias, stack) -> named.put(alias, stack.getFirst()));
    return Collections.unmodifiableMap(named);
  }

  /// The texts of the aliases that name a version.
  List<String> aliasesOf(VersionName version) {
    return aliases.keySet().stream().filter(alias -> version.equals(top(alias))).toList();
  }

  /// The version that an alias names; null if none.
  @Nullable VersionName top(String alias) {
    Deque<VersionName> stack = aliases.get(alias);
    return stack == null ? null : stack.peekFirst();
  }

  /// The version that a rollback of the alias would make it name; empty if there is nothing to roll
  /// back.
  Optional<VersionName> belowTop(String alias) {
    Deque<VersionName> stack = aliases.get(alias);
    return stack == null ? Optional.empty() : stack.stream().skip(1).findFirst();
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
    String alias = record.alias();
    if (publications.isEmpty() && !Alias.CHAMPION.text().equals(alias)) {
      return "publishes the first version without a champion";
    }
    if (alias != null && !moves(record, alias, name)) {
      return "moves an alias from where it did not stand";
    }
    Publication publication =
        new Publication(
            name, record.sequence(), sha256, record.time(), record.author(), record.reason());
    publications.put(name, publication);
    everPublished.put(name.text(), publication);
    if (alias != null) {
      push(alias, name);
    }
    return null;
  }

  private @Nullable String promote(HistoryRecord record) {
    String alias = record.alias();
    if (!publications.containsKey(record.version())) {
      return "promotes a version that does not exist";
    }
    if (alias == null || !moves(record, alias, record.version())) {
      return "moves an alias from where it did not stand";
    }
    push(alias, record.version());
    return null;
  }

  private @Nullable String rollBack(HistoryRecord record) {
    String alias = record.alias();
    VersionName after = record.after();
    if (alias == null || after == null || !publications.containsKey(after)) {
      return "rolls back to a version that does not exist";
    }
    if (!after.equals(belowTop(alias).orElse(null)) || !moves(record, alias, after)) {
      return "rolls an alias back to where it did not stand before";
    }
    Objects.requireNonNull(aliases.get(alias)).removeFirst();
    return null;
  }

  private @Nullable String remove(HistoryRecord record) {
    if (!publications.containsKey(record.version())) {
      return "removes a version that does not exist";
    }
    if (!aliasesOf(record.version()).isEmpty()) {
      return "removes a version that an alias names";
    }
    publications.remove(record.version());
    return null;
  }

  private boolean moves(HistoryRecord record, String alias, VersionName to) {
    return Objects.equals(record.before(), top(alias))
        && to.equals(record.after())
        && to.equals(record.version());
  }

  private void push(String alias, VersionName version) {
    aliases.computeIfAbsent(alias, a -> new ArrayDeque<>()).addFirst(version);
  }
}
