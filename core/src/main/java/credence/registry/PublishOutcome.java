package credence.registry;

import credence.model.VersionName;

/// What came of publishing a version.
public sealed interface PublishOutcome
    permits PublishOutcome.Published,
        PublishOutcome.Unchanged,
        PublishOutcome.NameTaken,
        PublishOutcome.NotWanted,
        Refusal {
  /// The outcome as one line for a person.
  String message();

  /// The version is there now, and was not before.
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

  /// The version was there already, with the same document.
  ///
  /// @param publication the version
  /// @param mended whether its document or an artifact was damaged on disk and has been written
  ///   again
  record Unchanged(Publication publication, boolean mended) implements PublishOutcome {
    @Override
    public String message() {
      return publication.name()
          + " is there already, with the same document"
          + (mended ? "; the damaged file was written again" : "");
    }
  }

  /// Nobody wanted the version any more when it could have been published.
  ///
  /// @param name the version
  record NotWanted(VersionName name) implements PublishOutcome {
    @Override
    public String message() {
      return name + " was given up before it was published";
    }
  }

  /// The name belongs to another document.
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
          + ": choose another name";
    }
  }
}
