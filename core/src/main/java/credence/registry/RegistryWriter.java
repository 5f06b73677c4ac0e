package credence.registry;

import credence.model.Alias;
import credence.model.VersionName;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes one change: decides by the history whether it may be, and writes the record that makes it
/// so. Used once, by whoever holds the write lock.
final class RegistryWriter {
  private final History history;
  private final Replay replay;
  private final HistoryFile historyFile;
  private final DocumentFolder documents;
  private final InstantSource clock;

  /// @param history what stands in the file now; whole, and mended
  RegistryWriter(
      History history, HistoryFile historyFile, DocumentFolder documents, InstantSource clock) {
    this.history = history;
    this.replay = history.replay();
    this.historyFile = historyFile;
    this.documents = documents;
    this.clock = clock;
  }

  /// Publishes, if the name is free or brings back what had it.
  PublishOutcome publish(VersionName name, byte[] document, Change change) {
    String sha256 = Sha256.of(document);
    Optional<Publication> existing = replay.publication(name);
    Publication ever = replay.everPublished(name).orElse(null);
    if (ever != null && !(ever.name().equals(name) && ever.sha256().equals(sha256))) {
      return new PublishOutcome.NameTaken(ever.name(), replay.publication(ever.name()).isEmpty());
    }
    if (existing.isPresent()) {
      boolean damaged = documents.read(existing.get()) instanceof DocumentReading.Damaged;
      if (damaged) {
        documents.write(name, document, sha256);
      }
      return new PublishOutcome.Unchanged(existing.get(), damaged);
    }
    documents.write(name, document, sha256);
    boolean first = replay.publications().isEmpty();
    return new PublishOutcome.Published(
        append(HistoryKind.PUBLISHED, name, first ? Alias.CHAMPION.text() : null, sha256, change));
  }

  /// Moves *champion* to a version.
  MoveOutcome promote(VersionName name, Change change) {
    String alias = Alias.CHAMPION.text();
    if (replay.publication(name).isEmpty()) {
      return unknown(name);
    }
    if (name.equals(replay.top(alias))) {
      return new MoveOutcome.AlreadyThere(alias, name);
    }
    return new MoveOutcome.Moved(append(HistoryKind.PROMOTED, name, alias, null, change));
  }

  /// Moves an alias back.
  MoveOutcome rollback(String alias, Change change) {
    VersionName before = replay.belowTop(alias).orElse(null);
    if (before == null) {
      return new MoveOutcome.NothingBefore(alias);
    }
    if (replay.publication(before).isEmpty()) {
      return new MoveOutcome.RemovedBefore(alias, before);
    }
    return new MoveOutcome.Moved(append(HistoryKind.ROLLED_BACK, before, alias, null, change));
  }

  /// Removes a version, and its document once the record is on disk.
  RemoveOutcome remove(VersionName name, Change change) {
    if (replay.publication(name).isEmpty()) {
      return unknown(name);
    }
    List<String> aliases = replay.aliasesOf(name);
    if (!aliases.isEmpty()) {
      return new RemoveOutcome.NamedByAlias(name, aliases);
    }
    HistoryRecord record = append(HistoryKind.REMOVED, name, null, null, change);
    documents.delete(name);
    return new RemoveOutcome.Removed(record);
  }

  private UnknownVersion unknown(VersionName name) {
    return UnknownVersion.among(replay.publications(), name);
  }

  /// Writes the record that decides.
  ///
  /// @param alias the alias that moves to the version; null if none does
  /// @param sha256 the document's; null unless it is published
  private HistoryRecord append(
      HistoryKind kind,
      VersionName version,
      @Nullable String alias,
      @Nullable String sha256,
      Change change) {
    HistoryRecord record =
        new HistoryRecord(
            history.nextSequence(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            kind,
            version,
            alias,
            alias == null ? null : replay.top(alias),
            alias == null ? null : version,
            sha256,
            change.author(),
            change.reason(),
            change.details());
    historyFile.append(history, record);
    return record;
  }
}
