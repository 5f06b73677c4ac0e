package credence.registry;

import credence.model.Alias;
import credence.model.VersionName;
import java.util.List;

/// A requested move of an alias.
public sealed interface AliasMove {
  /// The alias that is to move.
  Alias alias();

  /// Makes a version the champion. A challenge or shadows are left as they are: a challenger that
  /// becomes champion has no share of its own until a rollback makes it challenger only again.
  record Promote(VersionName version) implements AliasMove {
    @Override
    public Alias alias() {
      return Alias.CHAMPION;
    }
  }

  /// Gives a version a share of the traffic. The same version with another share continues its
  /// challenge.
  ///
  /// @param version any version but the champion
  /// @param share its share, in (0, 1]
  record PutChallenger(VersionName version, double share) implements AliasMove {
    @Override
    public Alias alias() {
      return Alias.CHALLENGER;
    }
  }

  /// Ends the challenge: the champion serves all requests.
  record StopChallenger() implements AliasMove {
    @Override
    public Alias alias() {
      return Alias.CHALLENGER;
    }
  }

  /// Makes a version a shadow beside those that there are.
  record AddShadow(VersionName version) implements AliasMove {
    @Override
    public Alias alias() {
      return Alias.SHADOW;
    }
  }

  /// Makes a version no shadow any more.
  record StopShadow(VersionName version) implements AliasMove {
    @Override
    public Alias alias() {
      return Alias.SHADOW;
    }
  }

  /// Makes these versions the shadows, and no others.
  ///
  /// @param versions any number, in any order; none: there are no shadows any more
  record PutShadows(List<VersionName> versions) implements AliasMove {
    /// Copies the list.
    public PutShadows {
      versions = List.copyOf(versions);
    }

    @Override
    public Alias alias() {
      return Alias.SHADOW;
    }
  }

  /// Gives an alias the value that it had before its last move that has not been undone.
  record Rollback(Alias alias) implements AliasMove {}
}
