package credence.registry.directory;

import credence.files.DurableFiles;
import credence.model.ArtifactReference;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.registry.AbstractModelRegistry;
import credence.registry.ContentSink;
import credence.registry.DocumentReading;
import credence.registry.History;
import credence.registry.HistoryRecord;
import credence.registry.Publication;
import credence.registry.RegistryException;
import credence.registry.RegistryLimits;
import credence.registry.RegistryStamp;
import credence.registry.RegistryState;
import credence.registry.RegistryStorage;
import credence.registry.Replay;
import credence.registry.artifact.Artifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A registry in a directory: `HOME/registry/` with the documents in `models/`, artifacts in
/// `artifacts/`, the history in `history.log` and `history.head`, and the file `lock`.
///
/// A change takes the write lock, repairs what an interrupted writer left, writes artifacts and
/// document if it publishes a version, and then appends one record to the history. The record
/// decides: before it is on disk nothing has happened, afterwards everything has. So a process may
/// be killed or a machine lose power at any instant. Readers take no lock; they verify the history
/// and play it. The directory is made by the first change, not by reading.
public final class DirectoryRegistry extends AbstractModelRegistry {
  private static final int READS_MAX = 5;

  /// Of how many versions without a record an interrupted writer can leave files.
  private static final int LEFTOVERS_MAX = 1;

  private final Path folder;
  private final RegistryLimits limits;
  private final HistoryFile historyFile;
  private final DocumentFolder documents;
  private final ArtifactFolder artifacts;
  private volatile @Nullable Snapshot last;

  /// Metadata of the files, which shows whether they changed.
  ///
  /// @param head the acknowledged end of the history as it is written; empty if there is none
  /// @param historyBytes the length of the history
  /// @param historyModifiedNanos when the history was last written, since 1970
  /// @param documentsModifiedNanos when a document was last added or deleted, since 1970
  private record DirectoryStamp(
      String head, long historyBytes, long historyModifiedNanos, long documentsModifiedNanos)
      implements RegistryStamp {}

  /// What was read from the files at one instant.
  private record Snapshot(RegistryState state, History history) {
    boolean isDamaged() {
      return state.damage().isPresent();
    }
  }

  /// The registry of a home, with the limits of [RegistryLimits#DEFAULT] and the system's clock.
  public DirectoryRegistry(Path home) {
    this(home, RegistryLimits.DEFAULT, InstantSource.system());
  }

  /// The registry of a home.
  ///
  /// @param home the home; need not exist yet
  /// @param limits the bounds of what is written
  /// @param clock the source of the records' timestamps
  public DirectoryRegistry(Path home, RegistryLimits limits, InstantSource clock) {
    super(limits, clock);
    this.folder = home.resolve("registry");
    this.limits = limits;
    this.historyFile = new HistoryFile(folder, limits.historyBytesMax());
    this.documents = new DocumentFolder(folder.resolve("models"), limits.documentBytesMax());
    this.artifacts = new ArtifactFolder(folder.resolve("artifacts"), limits.artifactBytesMax());
  }

  @Override
  public RegistryState state() {
    return snapshot().state();
  }

  @Override
  public History history() {
    return snapshot().history();
  }

  private Snapshot snapshot() {
    RegistryStamp stamp = stamp();
    Snapshot known = last;
    return known != null && known.state().stamp().equals(stamp) ? known : look();
  }

  @Override
  public RegistryStamp stamp() {
    String head =
        historyFile.headBytes().map(b -> new String(b, StandardCharsets.ISO_8859_1)).orElse("");
    Optional<BasicFileAttributes> log = attributes(historyFile.log());
    if (log.isPresent() && !Files.isReadable(historyFile.log())) {
      throw RegistryException.of(
          "cannot read",
          historyFile.log(),
          new AccessDeniedException(historyFile.log().toString()));
    }
    return new DirectoryStamp(
        head,
        log.map(BasicFileAttributes::size).orElse(0L),
        modifiedNanos(log),
        modifiedNanos(attributes(documents.folder())));
  }

  /// Reads the files anew. Damage is looked at again while the files change, since a reader may
  /// come in between two steps of a writer.
  private Snapshot look() {
    Snapshot snapshot = read(stamp());
    for (int reads = 1; reads < READS_MAX && snapshot.isDamaged(); reads++) {
      RegistryStamp stamp = stamp();
      if (stamp.equals(snapshot.state().stamp())) {
        break;
      }
      snapshot = read(stamp);
    }
    last = snapshot;
    return snapshot;
  }

  private Snapshot read(RegistryStamp stamp) {
    HistoryReading reading = historyFile.read();
    Optional<LocatedError> damage = damage(reading);
    return new Snapshot(
        damage
            .map(error -> RegistryState.damaged(error, reading.records().size(), stamp))
            .orElseGet(() -> reading.replay().state(stamp)),
        new History(reading.records(), damage));
  }

  /// The history's damage; one that is gone altogether is known by the documents that it left.
  private Optional<LocatedError> damage(HistoryReading history) {
    if (history.damage().isPresent() || !history.records().isEmpty()) {
      return history.damage();
    }
    int documentsLeft = documents.names().size();
    return documentsLeft <= LEFTOVERS_MAX
        ? Optional.empty()
        : Optional.of(
            new LocatedError(
                historyFile.log().toString(),
                "is missing or empty, but "
                    + documents.folder()
                    + " has "
                    + documentsLeft
                    + " documents; restore it from a backup"));
  }

  @Override
  protected DocumentReading read(Publication publication) {
    return documents.read(publication);
  }

  @Override
  protected Optional<LocatedError> read(Publication publication, ContentSink sink) {
    return documents.read(publication, sink);
  }

  @Override
  protected Optional<LocatedError> read(
      Publication publication, ArtifactReference artifact, ContentSink sink) {
    return artifacts.read(publication.name(), artifact, sink);
  }

  @Override
  protected <T> Optional<T> exclusively(Function<RegistryStorage, T> change) {
    try {
      DurableFiles.createFolder(documents.folder());
      Optional<WriteLock> lock = WriteLock.take(folder, limits.writeWaitMillis());
      if (lock.isEmpty()) {
        return Optional.empty();
      }
      try (WriteLock _ = lock.get()) {
        return Optional.of(change.apply(storage()));
      }
    } catch (IOException e) {
      throw RegistryException.of("cannot write to", folder, e);
    }
  }

  /// The files for a change, after what an interrupted writer left has been repaired.
  private RegistryStorage storage() {
    HistoryReading history = historyFile.read();
    damage(history)
        .ifPresent(
            error -> {
              throw new RegistryException(error.message());
            });
    historyFile.repair(history);
    DirectoryStorage storage = new DirectoryStorage(history, historyFile, documents, artifacts);
    storage.deleteLeftovers();
    return storage;
  }

  /// The files while the write lock is held.
  ///
  /// @param history what is in the history's file; whole, and ready for the next record
  private record DirectoryStorage(
      HistoryReading history,
      HistoryFile historyFile,
      DocumentFolder documents,
      ArtifactFolder artifacts)
      implements RegistryStorage {
    @Override
    public Replay replay() {
      return history.replay();
    }

    @Override
    public void append(HistoryRecord record) {
      historyFile.append(history, record);
    }

    @Override
    public boolean isDamaged(Publication publication) {
      return documents.read(publication) instanceof DocumentReading.Damaged;
    }

    @Override
    public void writeDocument(VersionName name, byte[] document, String sha256) {
      documents.write(name, document, sha256);
    }

    @Override
    public boolean isDamaged(Publication publication, ArtifactReference artifact) {
      return artifacts.read(publication.name(), artifact, ContentSink.NONE).isPresent();
    }

    @Override
    public Optional<LocatedError> writeArtifact(VersionName name, Artifact artifact) {
      return artifacts.write(name, artifact);
    }

    @Override
    public void delete(VersionName name) {
      documents.delete(name);
      artifacts.delete(name);
    }

    /// Deletes what an interrupted writer left: unfinished files, and the files of the one version
    /// that was published or removed just then. A writer leaves those of one version at most, which
    /// the next writer deletes; so files of more versions without a record mean that the history is
    /// not theirs, and they stay.
    void deleteLeftovers() {
      documents.deleteUnfinished();
      artifacts.deleteUnfinished();
      Set<VersionName> unpublished = documents.names();
      unpublished.addAll(artifacts.versions());
      history.replay().publications().stream().map(Publication::name).forEach(unpublished::remove);
      if (unpublished.size() <= LEFTOVERS_MAX) {
        unpublished.forEach(this::delete);
      }
    }
  }

  private static long modifiedNanos(Optional<BasicFileAttributes> attributes) {
    return attributes.map(a -> a.lastModifiedTime().to(TimeUnit.NANOSECONDS)).orElse(0L);
  }

  private static Optional<BasicFileAttributes> attributes(Path file) {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw RegistryException.of("cannot read", file, e);
    }
  }
}
