package credence.registry;

import credence.model.VersionName;

/// The result of publishing a version.
public sealed interface PublishOutcome
    permits PublishOutcome.Published,
        PublishOutcome.Unchanged,
        PublishOutcome.NameTaken,
        PublishOutcome.NotWanted,
        Rejection {
  /// The outcome as one line of text for users.
  String message();

  /// The version was published.
  ///
  /// @param record what the history says of it; names the alias if the version became champion
  record Published(HistoryRecord record) implements PublishOutcome {
    @Override
    public String message() {
      return "published "
          + record.event().subject()
          + record
              .event()
              .transition()
              .map(to -> ", the first version, as " + to.alias().text())
              .orElse("");
    }
  }

  /// The version already existed with the same document.
  ///
  /// @param publication the version
  /// @param repaired whether its document or an artifact was damaged on disk and has been written
  ///   again
  record Unchanged(Publication publication, boolean repaired) implements PublishOutcome {
    @Override
    public String message() {
      return publication.name()
          + " already exists with the same document"
          + (repaired ? "; the damaged file was rewritten" : "");
    }
  }

  /// The version was no longer wanted when it could have been published.
  ///
  /// @param name the version
  record NotWanted(VersionName name) implements PublishOutcome {
    @Override
    public String message() {
      return name + " was cancelled before it was published";
    }
  }

  /// The name is taken by another document.
  ///
  /// @param taken the version that has or had the name
  /// @param removed whether that version has been removed
  record NameTaken(VersionName taken, boolean removed) implements PublishOutcome {
    @Override
    public String message() {
      return "the name "
          + taken
          + " is taken by another document"
          + (removed ? ", which was removed; the history refers to it" : "")
          + "; choose another name";
    }
  }
}
