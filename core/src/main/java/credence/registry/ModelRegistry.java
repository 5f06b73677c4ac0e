package credence.registry;

import credence.model.Alias;
import credence.model.Fault;
import credence.model.VersionName;
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

  /// A value that changes whenever the registry does; cheap enough to be asked many times a second.
  RegistryStamp stamp();

  /// The document of a version, verified against the SHA-256 that its publication recorded.
  DocumentReading document(VersionName name);

  /// Reads a version's document as [#document] does, but never has it in memory whole.
  ///
  /// @param sink is given the document before it is verified; what was made of it counts only if
  ///   nothing is wrong
  /// @return what is wrong: the version is unknown, or its document damaged; empty if the sink was
  ///   given the document that was published
  Optional<Fault> readDocument(VersionName name, ContentSink sink);

  /// Publishes a version. The first one becomes champion in the same record.
  ///
  /// A name belongs to one document for ever. Publishing the same bytes again changes nothing,
  /// except that a damaged document is repaired; under the name of a removed version it brings that
  /// version back. Other bytes are refused, also after a removal, since the history refers to the
  /// name.
  ///
  /// @param document the model document; not kept, not changed
  default PublishOutcome publish(VersionName name, byte[] document, Change change) {
    return publishIf(() -> true, name, document, change);
  }

  /// Publishes a version if it is still wanted when it could be published.
  ///
  /// @param wanted asked when nothing but the record is missing, while nobody else can make a
  ///   change; must not use this registry
  /// @return [PublishOutcome.NotWanted] if it says no; then nothing has changed
  PublishOutcome publishIf(
      BooleanSupplier wanted, VersionName name, byte[] document, Change change);

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

  /// Retires a version that no alias names: it goes on answering when named, is no longer among all
  /// versions, and no alias can be given it.
  RetireOutcome retire(VersionName name, Change change);

  /// Undoes a retirement. This is always possible, since a retired version keeps its document.
  RetireOutcome reinstate(VersionName name, Change change);

  /// Removes a version that no alias names, and its document.
  RemoveOutcome remove(VersionName name, Change change);
}
