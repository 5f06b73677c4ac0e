package credence.registry;

import credence.model.Alias;
import credence.model.ArtifactReference;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.registry.artifact.Artifact;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Keeps model versions, the aliases that name them, and the history of both.
///
/// What exists and what an alias names is derived from the history alone. Each change is one record
/// of it, so it is made completely or not made. Reading takes no lock and never waits; a change
/// that has returned is durable. All methods may be called from any thread and by several
/// processes.
///
/// Implementations extend [AbstractModelRegistry], and their tests the contract of registries in
/// the tests of this package.
///
/// Every method throws [RegistryException] when the storage cannot be read or written.
public interface ModelRegistry {
  /// A consistent snapshot. Damage to the history is a value in it.
  RegistryState state();

  /// The history, which [#state()] is derived from. It only grows: unless it is damaged, the
  /// history that is read after a state has every record up to [RegistryState#position()] and
  /// perhaps more.
  History history();

  /// A value that changes whenever the registry does; cheap enough to be read many times a second.
  RegistryStamp stamp();

  /// The document of a version, verified against the SHA-256 that its publication recorded.
  DocumentReading document(VersionName name);

  /// Reads a version's document as [#document] does, but never has it in memory whole.
  ///
  /// @param sink is given the document before it is verified; what was made of it counts only if
  ///   nothing is wrong
  /// @return what is wrong: the version is unknown, or its document damaged; empty if the sink was
  ///   given the document that was published
  Optional<LocatedError> readDocument(VersionName name, ContentSink sink);

  /// Reads an artifact of a version as [#readDocument] reads its document.
  ///
  /// @param artifact the artifact, as the version's document names it
  /// @param sink is given the artifact before it is verified; what was made of it counts only if
  ///   nothing is wrong
  /// @return what is wrong: the version is unknown, or the artifact damaged or missing; empty if
  ///   the sink was given the artifact that was published
  Optional<LocatedError> readArtifact(
      VersionName name, ArtifactReference artifact, ContentSink sink);

  /// Publishes a version without artifacts. The first one becomes champion in the same record.
  ///
  /// A name permanently identifies one document. Publishing the same bytes again changes nothing,
  /// except that a damaged document is repaired; under the name of a removed version it brings that
  /// version back. Other bytes are rejected, also after a removal, since the history refers to the
  /// name.
  ///
  /// @param document the model document; not kept, not changed
  default PublishOutcome publish(VersionName name, byte[] document, Change change) {
    return publish(name, document, List.of(), change);
  }

  /// Publishes a version with artifacts, as [#publish(VersionName, byte\[\], Change)] does one
  /// without. Once the version exists, its artifacts do. Publishing the same version again also
  /// repairs those of the given artifacts that are damaged or missing.
  ///
  /// @param document the model document; contains the SHA-256 of each artifact as text; not kept,
  ///   not changed
  /// @param artifacts what the document names
  /// @return [Rejection.Invalid] with every error in all of them if artifacts are too many or too
  ///   long, are not named in the document, cannot be read, or do not have the length and SHA-256
  ///   that is stated
  default PublishOutcome publish(
      VersionName name, byte[] document, List<Artifact> artifacts, Change change) {
    return publishIf(() -> true, name, document, artifacts, change);
  }

  /// Publishes a version if it is still wanted when it could be published.
  ///
  /// @param wanted called right before the record is written, while no other change can be made;
  ///   must not use this registry
  /// @return [PublishOutcome.NotWanted] if it returns false; then nothing was changed
  PublishOutcome publishIf(
      BooleanSupplier wanted,
      VersionName name,
      byte[] document,
      List<Artifact> artifacts,
      Change change);

  /// Moves an alias, whatever it names now.
  MoveOutcome move(AliasMove move, Change change);

  /// Moves an alias unless an alias on which the decision rests was moved in between.
  ///
  /// @param lastMoves [AliasState#lastMove()] of each such alias, as it was when the move was
  ///   decided on
  /// @return [MoveOutcome.Stale] if one of them is another by now; then nothing has changed
  MoveOutcome moveIf(AliasMove move, Map<Alias, Long> lastMoves, Change change);

  /// Makes a version the champion.
  default MoveOutcome promote(VersionName name, Change change) {
    return move(new AliasMove.Promote(name), change);
  }

  /// Gives an alias the value that it had before its last move; again, the one before that.
  default MoveOutcome rollback(Alias alias, Change change) {
    return move(new AliasMove.Rollback(alias), change);
  }

  /// Retires a version that no alias names: it still serves requests that name it, is no longer
  /// among all versions, and no alias can name it.
  RetireOutcome retire(VersionName name, Change change);

  /// Undoes a retirement. This is always possible, since a retired version keeps its document.
  RetireOutcome reinstate(VersionName name, Change change);

  /// Removes a version that no alias names, its document and its artifacts.
  RemoveOutcome remove(VersionName name, Change change);
}
