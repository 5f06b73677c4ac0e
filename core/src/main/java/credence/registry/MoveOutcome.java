package credence.registry;

import credence.model.VersionName;

/// What came of moving an alias.
public sealed interface MoveOutcome
    permits MoveOutcome.Moved,
        MoveOutcome.AlreadyThere,
        MoveOutcome.NothingBefore,
        MoveOutcome.RemovedBefore,
        UnknownVersion,
        Refusal {
  /// The outcome as one line for a person.
  String message();

  /// The alias names another version now.
  ///
  /// @param record what the history says of it, with the versions before and after
  record Moved(HistoryRecord record) implements MoveOutcome {
    @Override
    public String message() {
      return record.alias() + " is " + record.after() + ", was " + record.before();
    }
  }

  /// The alias names that version already.
  ///
  /// @param alias the alias's text
  /// @param version what it names
  record AlreadyThere(String alias, VersionName version) implements MoveOutcome {
    @Override
    public String message() {
      return version + " is " + alias + " already";
    }
  }

  /// The alias has not moved, or every move has been rolled back.
  ///
  /// @param alias the alias's text
  record NothingBefore(String alias) implements MoveOutcome {
    @Override
    public String message() {
      return alias + " has no earlier version to go back to";
    }
  }

  /// The version that the alias would go back to has been removed.
  ///
  /// @param alias the alias's text
  /// @param version the removed version
  record RemovedBefore(String alias, VersionName version) implements MoveOutcome {
    @Override
    public String message() {
      return alias
          + " cannot go back to "
          + version
          + ", which has been removed: promote another version, or publish that one again";
    }
  }
}
