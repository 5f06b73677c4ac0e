package credence.registry.memory;

import credence.hashing.Sha256;
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
import credence.registry.UnknownVersion;
import credence.registry.artifact.Artifact;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A registry in memory.
final class InMemoryRegistry extends AbstractModelRegistry {
  /// The storage that several registries may share, as several processes share a folder.
  static final class Memory {
    private final Map<VersionName, byte[]> documents = new ConcurrentHashMap<>();
    private final Map<VersionName, Map<String, byte[]>> artifacts = new ConcurrentHashMap<>();
    private final Semaphore writing = new Semaphore(1, true);
    private volatile List<HistoryRecord> records = List.of();

    /// Replaces the bytes of a document.
    void overwriteDocument(VersionName name, byte[] document) {
      documents.put(name, document);
    }

    /// Replaces the bytes of an artifact.
    void overwriteArtifact(VersionName name, ArtifactReference artifact, byte[] bytes) {
      artifacts.computeIfAbsent(name, _ -> new ConcurrentHashMap<>()).put(artifact.sha256(), bytes);
    }

    /// The damage of an artifact; empty if it was passed to the sink.
    Optional<LocatedError> read(VersionName name, ArtifactReference artifact, ContentSink sink) {
      byte[] bytes = artifacts.getOrDefault(name, Map.of()).get(artifact.sha256());
      if (bytes == null) {
        return Optional.of(new LocatedError(artifact.name(), "is missing"));
      }
      boolean whole =
          bytes.length == artifact.bytes() && Sha256.of(bytes).equals(artifact.sha256());
      try {
        sink.read(new ByteArrayInputStream(bytes), bytes.length);
      } catch (IOException e) {
        return Optional.of(new LocatedError(artifact.name(), "cannot be read"));
      }
      return whole
          ? Optional.empty()
          : Optional.of(new LocatedError(artifact.name(), "is not what was published"));
    }

    /// Removes a record from the history.
    void loseRecord(int index) {
      List<HistoryRecord> fewer = new ArrayList<>(records);
      fewer.remove(index);
      records = List.copyOf(fewer);
    }
  }

  private record Stamp(List<HistoryRecord> records) implements RegistryStamp {}

  private final Memory memory;
  private final RegistryLimits limits;

  InMemoryRegistry(Memory memory, RegistryLimits limits, InstantSource clock) {
    super(limits, clock);
    this.memory = memory;
    this.limits = limits;
  }

  @Override
  public RegistryStamp stamp() {
    return new Stamp(memory.records);
  }

  @Override
  public RegistryState state() {
    List<HistoryRecord> records = memory.records;
    Replay replay = new Replay();
    Stamp stamp = new Stamp(records);
    return play(records, replay)
        .map(damage -> RegistryState.damaged(damage, replay.position(), stamp))
        .orElseGet(() -> replay.state(stamp));
  }

  @Override
  public History history() {
    List<HistoryRecord> records = memory.records;
    Replay replay = new Replay();
    Optional<LocatedError> damage = play(records, replay);
    return new History(records.subList(0, (int) replay.position()), damage);
  }

  private static Optional<LocatedError> play(List<HistoryRecord> records, Replay replay) {
    for (HistoryRecord record : records) {
      Optional<String> problem = replay.play(record);
      if (problem.isPresent()) {
        return Optional.of(new LocatedError("record " + (replay.position() + 1), problem.get()));
      }
    }
    return Optional.empty();
  }

  @Override
  protected DocumentReading read(Publication publication) {
    VersionName name = publication.name();
    byte[] document = memory.documents.get(name);
    return document == null || !Sha256.of(document).equals(publication.sha256())
        ? new DocumentReading.Damaged(
            name, new LocatedError(name.text(), "is not what was published"))
        : new DocumentReading.Whole(publication, document.clone());
  }

  @Override
  protected Optional<LocatedError> read(Publication publication, ContentSink sink) {
    return switch (read(publication)) {
      case DocumentReading.Whole whole -> {
        try {
          sink.read(new ByteArrayInputStream(whole.bytes()), whole.bytes().length);
          yield Optional.empty();
        } catch (IOException e) {
          yield Optional.of(new LocatedError(publication.name().text(), "cannot be read"));
        }
      }
      case DocumentReading.Damaged damaged -> Optional.of(damaged.error());
      case UnknownVersion unknown -> throw new IllegalStateException(unknown.message());
    };
  }

  @Override
  protected Optional<LocatedError> read(
      Publication publication, ArtifactReference artifact, ContentSink sink) {
    return memory.read(publication.name(), artifact, sink);
  }

  @Override
  protected <T> Optional<T> exclusively(Function<RegistryStorage, T> change) {
    try {
      if (!memory.writing.tryAcquire(limits.writeWaitMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException("interrupted while waiting; nothing was changed");
    }
    try {
      Replay replay = new Replay();
      play(memory.records, replay)
          .ifPresent(
              damage -> {
                throw new RegistryException(damage.message());
              });
      return Optional.of(change.apply(new MemoryStorage(memory, replay)));
    } finally {
      memory.writing.release();
    }
  }

  /// The memory, while it is locked.
  private record MemoryStorage(Memory memory, Replay replay) implements RegistryStorage {
    @Override
    public void append(HistoryRecord record) {
      List<HistoryRecord> more = new ArrayList<>(memory.records);
      more.add(record);
      memory.records = List.copyOf(more);
    }

    @Override
    public boolean isDamaged(Publication publication) {
      byte[] document = memory.documents.get(publication.name());
      return document == null || !Sha256.of(document).equals(publication.sha256());
    }

    @Override
    public void writeDocument(VersionName name, byte[] document, String sha256) {
      memory.documents.put(name, document);
    }

    @Override
    public boolean isDamaged(Publication publication, ArtifactReference artifact) {
      return memory.read(publication.name(), artifact, ContentSink.NONE).isPresent();
    }

    @Override
    public Optional<LocatedError> writeArtifact(VersionName name, Artifact artifact) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        Optional<LocatedError> error = artifact.copyTo(bytes);
        if (error.isEmpty()) {
          memory.overwriteArtifact(name, artifact.reference(), bytes.toByteArray());
        }
        return error;
      } catch (IOException e) {
        throw new RegistryException("nothing was changed, cannot read the artifact");
      }
    }

    @Override
    public void delete(VersionName name) {
      memory.documents.remove(name);
      memory.artifacts.remove(name);
    }
  }
}
