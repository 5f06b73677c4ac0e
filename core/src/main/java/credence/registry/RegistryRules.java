package credence.registry;

import credence.assignment.AssignmentKey;
import credence.hashing.Sha256;
import credence.model.Alias;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.registry.artifact.Artifact;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// The rules by which changes are made: decides by the history whether a change is allowed, and
/// writes the record that makes it. Used for one change.
final class RegistryRules {
  private final RegistryStorage storage;
  private final Replay replay;
  private final InstantSource clock;

  RegistryRules(RegistryStorage storage, InstantSource clock) {
    this.storage = storage;
    this.replay = storage.replay();
    this.clock = clock;
  }

  /// Publishes a version, unless its name belongs to another document.
  ///
  /// @param wanted asked right before the record is written
  PublishOutcome publish(
      BooleanSupplier wanted,
      VersionName name,
      byte[] document,
      List<Artifact> artifacts,
      Change change) {
    String sha256 = Sha256.of(document);
    Optional<Publication> existing = replay.publication(name);
    Publication ever = replay.everPublished(name).orElse(null);
    if (ever != null && !(ever.name().equals(name) && ever.sha256().equals(sha256))) {
      return new PublishOutcome.NameTaken(ever.name(), replay.publication(ever.name()).isEmpty());
    }
    if (existing.isPresent()) {
      return repair(existing.get(), document, artifacts);
    }
    List<LocatedError> errors = write(name, artifacts);
    if (!errors.isEmpty()) {
      storage.delete(name);
      return new Rejection.Invalid(errors);
    }
    storage.writeDocument(name, document, sha256);
    if (!wanted.getAsBoolean()) {
      storage.delete(name);
      return new PublishOutcome.NotWanted(name);
    }
    boolean first = replay.publications().isEmpty();
    return new PublishOutcome.Published(append(new Event.Published(name, sha256, first), change));
  }

  /// Writes what is damaged of a version again. The document comes last, and also if it is whole,
  /// so that a watcher of the documents notices that an artifact was written again.
  private PublishOutcome repair(
      Publication publication, byte[] document, List<Artifact> artifacts) {
    List<Artifact> damaged =
        artifacts.stream().filter(a -> storage.isDamaged(publication, a.reference())).toList();
    if (damaged.isEmpty() && !storage.isDamaged(publication)) {
      return new PublishOutcome.Unchanged(publication, false);
    }
    List<LocatedError> errors = write(publication.name(), damaged);
    if (!errors.isEmpty()) {
      return new Rejection.Invalid(errors);
    }
    storage.writeDocument(publication.name(), document, publication.sha256());
    return new PublishOutcome.Unchanged(publication, true);
  }

  /// Writes artifacts. They were verified before, so something is wrong only with one whose source
  /// has changed since.
  ///
  /// @return what is wrong with all of them; empty if all were written
  private List<LocatedError> write(VersionName name, List<Artifact> artifacts) {
    return artifacts.stream().flatMap(a -> storage.writeArtifact(name, a).stream()).toList();
  }

  /// Moves an alias.
  ///
  /// @param expected the numbers of the records that last moved some aliases, as the caller knows
  ///   them
  MoveOutcome move(AliasMove move, Map<Alias, Long> expected, Change change) {
    for (Map.Entry<Alias, Long> entry : expected.entrySet()) {
      long lastMove = replay.alias(entry.getKey()).state().lastMove();
      if (entry.getValue() != lastMove) {
        return new MoveOutcome.Stale(entry.getKey().text(), entry.getValue(), lastMove);
      }
    }
    return switch (move) {
      case AliasMove.Promote promote ->
          to(Alias.CHAMPION, AliasValue.of(promote.version()), change);
      case AliasMove.PutChallenger put -> challenge(put, change);
      case AliasMove.StopChallenger _ -> to(Alias.CHALLENGER, AliasValue.NONE, change);
      case AliasMove.AddShadow add -> {
        List<VersionName> shadows = shadows();
        shadows.add(add.version());
        yield to(Alias.SHADOW, AliasValue.ofAll(shadows), change);
      }
      case AliasMove.StopShadow stop -> stopShadow(stop.version(), change);
      case AliasMove.PutShadows put -> to(Alias.SHADOW, AliasValue.ofAll(put.versions()), change);
      case AliasMove.Rollback rollback -> rollback(rollback.alias(), change);
    };
  }

  private MoveOutcome challenge(AliasMove.PutChallenger put, Change change) {
    VersionName version = put.version();
    if (version.equals(replay.alias(Alias.CHAMPION).now().first())) {
      return new MoveOutcome.IsChampion(version);
    }
    long id = replay.challengeId(version, replay.position() + 1);
    AliasValue to = AliasValue.of(version, new Challenge(id, put.share()));
    return to(Alias.CHALLENGER, to, change);
  }

  private MoveOutcome stopShadow(VersionName version, Change change) {
    List<VersionName> shadows = shadows();
    if (shadows.remove(version)) {
      return to(Alias.SHADOW, AliasValue.ofAll(shadows), change);
    }
    return replay.publication(version).isEmpty()
        ? unknown(version)
        : new MoveOutcome.NotNamed(Alias.SHADOW.text(), version);
  }

  private List<VersionName> shadows() {
    return new ArrayList<>(replay.alias(Alias.SHADOW).now().versions());
  }

  /// Moves an alias back.
  private MoveOutcome rollback(Alias alias, Change change) {
    AliasValue before = replay.alias(alias).before().orElse(null);
    if (before == null) {
      return new MoveOutcome.NothingBefore(alias.text());
    }
    for (VersionName version : before.versions()) {
      if (replay.publication(version).isEmpty()) {
        return new MoveOutcome.RemovedBefore(alias.text(), version);
      }
    }
    return to(alias, before, Event.RolledBack::new, change);
  }

  private MoveOutcome to(Alias alias, AliasValue to, Change change) {
    return to(alias, to, this::moved, change);
  }

  /// Gives an alias another value, if each of its versions can be named.
  ///
  /// @param event makes the event of the transition
  private MoveOutcome to(
      Alias alias, AliasValue to, Function<AliasTransition, Event> event, Change change) {
    for (VersionName version : to.versions()) {
      if (replay.publication(version).isEmpty()) {
        return unknown(version);
      }
      if (replay.retired().contains(version)) {
        return new MoveOutcome.Retired(alias.text(), version);
      }
    }
    AliasValue from = replay.alias(alias).now();
    return from.equals(to)
        ? new MoveOutcome.AlreadyThere(alias.text(), to.versions())
        : new MoveOutcome.Moved(append(event.apply(from.transition(alias, to)), change));
  }

  /// The event of a move that is not a rollback.
  private Event moved(AliasTransition transition) {
    return switch (transition) {
      case AliasTransition.Champion to -> new Event.Promoted(to);
      case AliasTransition.Challenger to ->
          new Event.Challenged(to, replay.assignmentKey() == null ? AssignmentKey.random() : null);
      case AliasTransition.NoChallenger to -> new Event.ChallengeStopped(to);
      case AliasTransition.Shadows to -> new Event.ShadowsChanged(to);
    };
  }

  /// Retires a version.
  RetireOutcome retire(VersionName name, Change change) {
    if (replay.publication(name).isEmpty()) {
      return unknown(name);
    }
    if (replay.retired().contains(name)) {
      return new RetireOutcome.Unchanged(name, true);
    }
    List<String> aliases = replay.aliasesOf(name);
    return aliases.isEmpty()
        ? new RetireOutcome.Changed(append(new Event.Retired(name), change))
        : new NamedByAlias(name, aliases);
  }

  /// Undoes a retirement.
  RetireOutcome reinstate(VersionName name, Change change) {
    if (replay.publication(name).isEmpty()) {
      return unknown(name);
    }
    return replay.retired().contains(name)
        ? new RetireOutcome.Changed(append(new Event.Reinstated(name), change))
        : new RetireOutcome.Unchanged(name, false);
  }

  /// Removes a version, and its document and artifacts once the record is on disk.
  RemoveOutcome remove(VersionName name, Change change) {
    if (replay.publication(name).isEmpty()) {
      return unknown(name);
    }
    List<String> aliases = replay.aliasesOf(name);
    if (!aliases.isEmpty()) {
      return new NamedByAlias(name, aliases);
    }
    HistoryRecord record = append(new Event.Removed(name), change);
    storage.delete(name);
    return new RemoveOutcome.Removed(record);
  }

  private UnknownVersion unknown(VersionName name) {
    return UnknownVersion.among(replay.publications(), name);
  }

  /// Writes the record that decides.
  private HistoryRecord append(Event event, Change change) {
    HistoryRecord record =
        new HistoryRecord(
            replay.position() + 1, clock.instant().truncatedTo(ChronoUnit.MILLIS), event, change);
    storage.append(record);
    return record;
  }
}
