package credence.registry;

import credence.assignment.ShareAssignment;
import credence.files.DurableFiles;
import credence.model.Alias;
import credence.model.Fault;
import credence.model.VersionName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A registry in a directory: `HOME/registry/` with the documents in `models/`, the history in
/// `history.log` and `history.head`, and the file `lock`.
///
/// A change takes the write lock, puts right what an interrupted writer left, writes the document
/// if it publishes one, and then appends one record to the history. The record decides: before it
/// is on disk nothing has happened, afterwards everything has. So a process may be killed or a
/// machine lose power at any instant. Readers take no lock; they verify the history and play it.
/// The directory is made by the first change, not by reading.
public final class DirectoryRegistry implements ModelRegistry {
  private static final int READS_MAX = 5;

  private final Path folder;
  private final RegistryLimits limits;
  private final InstantSource clock;
  private final HistoryFile historyFile;
  private final DocumentFolder documents;
  private volatile @Nullable Snapshot last;

  /// What the files look like at a glance.
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
  /// @param clock where the records' times come from
  public DirectoryRegistry(Path home, RegistryLimits limits, InstantSource clock) {
    this.folder = home.resolve("registry");
    this.limits = limits;
    this.clock = clock;
    this.historyFile = new HistoryFile(folder, limits.historyBytesMax());
    this.documents = new DocumentFolder(folder.resolve("models"), limits.documentBytesMax());
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

  @Override
  public DocumentReading document(VersionName name) {
    DocumentReading reading = document(state(), name);
    // Somebody may have removed it in between; then it is not damaged, it is gone.
    return reading instanceof DocumentReading.Damaged ? document(look().state(), name) : reading;
  }

  @Override
  public Optional<Fault> readDocument(VersionName name, DocumentSink sink) {
    RegistryState state = state();
    Optional<Publication> publication = state.publication(name);
    Optional<Fault> fault =
        publication.isEmpty()
            ? Optional.of(notRead(state, name))
            : documents.read(publication.get(), sink);
    // Somebody may have removed it in between; then it is not damaged, it is gone.
    return fault.isPresent()
            && publication.isPresent()
            && look().state().publication(name).isEmpty()
        ? Optional.of(notRead(state(), name))
        : fault;
  }

  private static Fault notRead(RegistryState state, VersionName name) {
    return state
        .damage()
        .orElseGet(
            () -> new Fault(name.text(), "expected the name of a version that was published"));
  }

  @Override
  public PublishOutcome publishIf(
      BooleanSupplier wanted, VersionName name, byte[] document, Change change) {
    List<Fault> faults = new ArrayList<>(limits.faults(document));
    faults.addAll(limits.faults(change));
    byte[] ownDocument = document.clone();
    return changing(
        faults, refusal -> refusal, writer -> writer.publish(wanted, name, ownDocument, change));
  }

  @Override
  public MoveOutcome move(AliasMove move, Change change) {
    return moveIf(move, Map.of(), change);
  }

  @Override
  public MoveOutcome moveIf(AliasMove move, Map<Alias, Long> lastMoves, Change change) {
    Map<Alias, Long> expected = new EnumMap<>(Alias.class); // In one order, so in one message.
    expected.putAll(lastMoves);
    List<Fault> faults = new ArrayList<>(limits.faults(change));
    if (move instanceof AliasMove.PutChallenger put && !ShareAssignment.isShare(put.share())) {
      faults.add(new Fault("share", "expected a number above 0 and at most 1"));
    }
    return changing(faults, refusal -> refusal, writer -> writer.move(move, expected, change));
  }

  @Override
  public RetireOutcome retire(VersionName name, Change change) {
    return changing(
        limits.faults(change), refusal -> refusal, writer -> writer.retire(name, change));
  }

  @Override
  public RetireOutcome reinstate(VersionName name, Change change) {
    return changing(
        limits.faults(change), refusal -> refusal, writer -> writer.reinstate(name, change));
  }

  @Override
  public RemoveOutcome remove(VersionName name, Change change) {
    return changing(
        limits.faults(change), refusal -> refusal, writer -> writer.remove(name, change));
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
    Optional<Fault> damage = damage(reading);
    return new Snapshot(
        damage
            .map(fault -> RegistryState.damaged(fault, reading.records().size(), stamp))
            .orElseGet(() -> reading.replay().state(stamp)),
        new History(reading.records(), damage));
  }

  /// The history's damage; one that is gone altogether is known by the documents that it left.
  private Optional<Fault> damage(HistoryReading history) {
    if (history.damage().isPresent() || !history.records().isEmpty()) {
      return history.damage();
    }
    int documentsLeft = documents.names().size();
    return documentsLeft <= DocumentFolder.LEFTOVERS_MAX
        ? Optional.empty()
        : Optional.of(
            new Fault(
                historyFile.log().toString(),
                "is missing or empty, but "
                    + documents.folder()
                    + " has "
                    + documentsLeft
                    + " documents; restore it from a copy"));
  }

  private DocumentReading document(RegistryState state, VersionName name) {
    if (state.damage().isPresent()) {
      return new DocumentReading.Damaged(name, state.damage().get());
    }
    return state
        .publication(name)
        .map(documents::read)
        .orElseGet(() -> UnknownVersion.among(state.publications(), name));
  }

  /// Makes a change under the write lock, on a history that is whole and ready for a record.
  private <T> T changing(
      List<Fault> faults, Function<Refusal, T> refused, Function<RegistryWriter, T> change) {
    if (!faults.isEmpty()) {
      return refused.apply(new Refusal.Invalid(faults));
    }
    try {
      DurableFiles.createFolder(documents.folder());
      Optional<WriteLock> lock = WriteLock.take(folder, limits.writeWaitMillis());
      if (lock.isEmpty()) {
        return refused.apply(new Refusal.Busy(limits.writeWaitMillis()));
      }
      try (WriteLock _ = lock.get()) {
        return change.apply(writer());
      }
    } catch (IOException e) {
      throw RegistryException.of("cannot write to", folder, e);
    }
  }

  /// Who makes the change, after what an interrupted writer left has been put right.
  private RegistryWriter writer() {
    HistoryReading history = historyFile.read();
    damage(history)
        .ifPresent(
            fault -> {
              throw new RegistryException(fault.message());
            });
    historyFile.mend(history);
    documents.deleteLeftovers(
        history.replay().publications().stream()
            .map(Publication::name)
            .collect(Collectors.toSet()));
    return new RegistryWriter(history, historyFile, documents, clock);
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
