package credence.registry;

import credence.assignment.ShareAssignment;
import credence.model.Alias;
import credence.model.ArtifactReference;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.registry.artifact.Artifact;
import credence.registry.artifact.ArtifactCheck;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// The part of a registry that does not depend on where it is kept: which changes are allowed, and
/// which version a document belongs to. A registry adds how history and documents are stored, and
/// how changes exclude each other.
public abstract class AbstractModelRegistry implements ModelRegistry {
  private final RegistryLimits limits;
  private final InstantSource clock;

  /// A registry.
  ///
  /// @param limits the bounds of what is written
  /// @param clock the source of the records' timestamps
  protected AbstractModelRegistry(RegistryLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /// Runs a change on a history that is whole, while no other change can be made.
  ///
  /// @param change is given the storage, which it must not use after it has returned
  /// @return the result of the change; empty if another writer held the registry for
  ///   [RegistryLimits#writeWaitMillis()]
  /// @throws RegistryException if the history is damaged, or the storage cannot be read or written
  protected abstract <T> Optional<T> exclusively(Function<RegistryStorage, T> change);

  /// Reads the document of a version that exists, and verifies it.
  protected abstract DocumentReading read(Publication publication);

  /// Reads the document of a version that exists without having it in memory whole, and verifies
  /// it.
  ///
  /// @return what is wrong; empty if the sink was given the document that was published
  protected abstract Optional<LocatedError> read(Publication publication, ContentSink sink);

  /// Reads an artifact of a version that exists without having it in memory whole, and verifies its
  /// length and SHA-256.
  ///
  /// @return what is wrong; empty if the sink was given the artifact that was published
  protected abstract Optional<LocatedError> read(
      Publication publication, ArtifactReference artifact, ContentSink sink);

  @Override
  public final DocumentReading document(VersionName name) {
    DocumentReading reading = document(state(), name);
    // It may have been removed concurrently; then it is not damaged.
    return reading instanceof DocumentReading.Damaged ? document(state(), name) : reading;
  }

  private DocumentReading document(RegistryState state, VersionName name) {
    if (state.damage().isPresent()) {
      return new DocumentReading.Damaged(name, state.damage().get());
    }
    return state
        .publication(name)
        .map(this::read)
        .orElseGet(() -> UnknownVersion.among(state.publications(), name));
  }

  @Override
  public final Optional<LocatedError> readDocument(VersionName name, ContentSink sink) {
    return read(name, publication -> read(publication, sink));
  }

  @Override
  public final Optional<LocatedError> readArtifact(
      VersionName name, ArtifactReference artifact, ContentSink sink) {
    return read(name, publication -> read(publication, artifact, sink));
  }

  /// Reads something of a version.
  ///
  /// @param read gives what is wrong with it
  /// @return what is wrong with it, or that there is no such version; empty if nothing is wrong
  private Optional<LocatedError> read(
      VersionName name, Function<Publication, Optional<LocatedError>> read) {
    Publication publication = state().publication(name).orElse(null);
    Optional<LocatedError> error = publication == null ? Optional.empty() : read.apply(publication);
    if (publication != null && error.isEmpty()) {
      return Optional.empty();
    }
    // It may have been removed concurrently; then it is not damaged.
    RegistryState state = state();
    return publication != null && state.publication(name).isPresent()
        ? error
        : Optional.of(notRead(state, name));
  }

  private static LocatedError notRead(RegistryState state, VersionName name) {
    return state
        .damage()
        .orElseGet(
            () ->
                new LocatedError(name.text(), "expected the name of a version that was published"));
  }

  @Override
  public final PublishOutcome publishIf(
      BooleanSupplier wanted,
      VersionName name,
      byte[] document,
      List<Artifact> artifacts,
      Change change) {
    byte[] ownDocument = document.clone();
    List<Artifact> ownArtifacts = List.copyOf(artifacts);
    List<LocatedError> errors = new ArrayList<>(limits.errors(ownDocument));
    errors.addAll(
        new ArtifactCheck(limits.artifactsMax(), limits.artifactBytesMax())
            .errors(ownDocument, ownArtifacts));
    errors.addAll(limits.errors(change));
    return change(
        errors,
        rejection -> rejection,
        rules -> rules.publish(wanted, name, ownDocument, ownArtifacts, change));
  }

  @Override
  public final MoveOutcome move(AliasMove move, Change change) {
    return moveIf(move, Map.of(), change);
  }

  @Override
  public final MoveOutcome moveIf(AliasMove move, Map<Alias, Long> lastMoves, Change change) {
    Map<Alias, Long> expected = new EnumMap<>(Alias.class); // In one order, so in one message.
    expected.putAll(lastMoves);
    List<LocatedError> errors = new ArrayList<>(limits.errors(change));
    if (move instanceof AliasMove.PutChallenger put && !ShareAssignment.isShare(put.share())) {
      errors.add(new LocatedError("share", "expected a number above 0 and at most 1"));
    }
    return change(errors, rejection -> rejection, rules -> rules.move(move, expected, change));
  }

  @Override
  public final RetireOutcome retire(VersionName name, Change change) {
    return change(
        limits.errors(change), rejection -> rejection, rules -> rules.retire(name, change));
  }

  @Override
  public final RetireOutcome reinstate(VersionName name, Change change) {
    return change(
        limits.errors(change), rejection -> rejection, rules -> rules.reinstate(name, change));
  }

  @Override
  public final RemoveOutcome remove(VersionName name, Change change) {
    return change(
        limits.errors(change), rejection -> rejection, rules -> rules.remove(name, change));
  }

  private <T> T change(
      List<LocatedError> errors,
      Function<Rejection, T> rejected,
      Function<RegistryRules, T> change) {
    if (!errors.isEmpty()) {
      return rejected.apply(new Rejection.Invalid(errors));
    }
    return this.<T>exclusively(storage -> change.apply(new RegistryRules(storage, clock)))
        .orElseGet(() -> rejected.apply(new Rejection.Busy(limits.writeWaitMillis())));
  }
}
