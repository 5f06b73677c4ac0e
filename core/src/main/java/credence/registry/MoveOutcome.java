package credence.registry;

import credence.model.VersionName;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The result of moving an alias.
public sealed interface MoveOutcome
    permits MoveOutcome.Moved,
        MoveOutcome.AlreadyThere,
        MoveOutcome.NotNamed,
        MoveOutcome.Stale,
        MoveOutcome.IsChampion,
        MoveOutcome.Retired,
        MoveOutcome.NothingBefore,
        MoveOutcome.RemovedBefore,
        UnknownVersion,
        Rejection {
  /// The outcome as one line of text for users.
  String message();

  /// The alias names something else now.
  ///
  /// @param record what the history says of it
  record Moved(HistoryRecord record) implements MoveOutcome {
    @Override
    public String message() {
      return record.event().transition().map(Moved::message).orElseThrow();
    }

    private static String message(AliasTransition transition) {
      String alias = transition.alias().text();
      return switch (transition) {
        case AliasTransition.Champion to ->
            alias + " is " + to.after() + ", previously " + nameOrNone(to.before());
        case AliasTransition.Challenger to ->
            alias
                + " is "
                + to.after()
                + " with a share of "
                + to.challenge().share()
                + ", previously "
                + nameOrNone(to.before());
        case AliasTransition.NoChallenger to -> alias + " is unset, previously " + to.before();
        case AliasTransition.Shadows to -> alias + " is " + names(to.after());
      };
    }
  }

  /// The alias already names exactly that.
  ///
  /// @param alias the alias's text
  /// @param versions what it names; empty: no version
  record AlreadyThere(String alias, List<VersionName> versions) implements MoveOutcome {
    @Override
    public String message() {
      return alias + " is already " + (versions.isEmpty() ? "unset" : names(versions));
    }
  }

  /// The alias does not name the version to be removed from it.
  ///
  /// @param alias the alias's text
  /// @param version the version
  record NotNamed(String alias, VersionName version) implements MoveOutcome {
    @Override
    public String message() {
      return version + " is not " + alias;
    }
  }

  /// The alias was moved concurrently.
  ///
  /// @param alias the alias's text
  /// @param expectedLastMove the number of the alias's last move as it was expected
  /// @param lastMove the number that it is
  record Stale(String alias, long expectedLastMove, long lastMove) implements MoveOutcome {
    @Override
    public String message() {
      return alias
          + " was moved by record "
          + lastMove
          + " in the meantime; expected record "
          + expectedLastMove
          + " as its last move. Check the current state and retry";
    }
  }

  /// The version cannot be challenger, since it is champion.
  ///
  /// @param version the version
  record IsChampion(VersionName version) implements MoveOutcome {
    @Override
    public String message() {
      return version + " is the champion; choose another version as challenger";
    }
  }

  /// The version is retired, so no alias can name it.
  ///
  /// @param alias the alias's text
  /// @param version the version
  record Retired(String alias, VersionName version) implements MoveOutcome {
    @Override
    public String message() {
      return version + " is retired and cannot be " + alias + "; reinstate it first";
    }
  }

  /// The alias has not moved, or every move has been rolled back.
  ///
  /// @param alias the alias's text
  record NothingBefore(String alias) implements MoveOutcome {
    @Override
    public String message() {
      return alias + ": nothing to roll back";
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
          + " cannot be rolled back to "
          + version
          + ", which has been removed; move it to another version, or publish that version again";
    }
  }

  private static String nameOrNone(@Nullable VersionName version) {
    return version == null ? "none" : version.text();
  }

  private static String names(List<VersionName> versions) {
    return versions.isEmpty()
        ? "none"
        : versions.stream().map(VersionName::text).collect(Collectors.joining(", "));
  }
}
