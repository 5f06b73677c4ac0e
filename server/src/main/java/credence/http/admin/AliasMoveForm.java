package credence.http.admin;

import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.AliasMove;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The request body of `PUT /aliases/{alias}`, in addition to `reason` and `override`: a `version`
/// for *champion*; a `version` and its `share` for *challenger*, or neither to end the challenge;
/// `versions` for *shadow*.
final class AliasMoveForm {
  private static final int SHADOWS_MAX = 1_000;

  private AliasMoveForm() {}

  /// Reads a move; null only if the object has an error.
  static @Nullable AliasMove read(RequestObject object, Alias alias) {
    return switch (alias) {
      case CHAMPION -> {
        VersionName version = version(object);
        if (version == null) {
          object.addError("version", "expected the name of a version");
        }
        yield version == null ? null : new AliasMove.Promote(version);
      }
      case CHALLENGER -> challenger(object);
      case SHADOW -> shadows(object);
    };
  }

  private static @Nullable AliasMove challenger(RequestObject object) {
    VersionName version = version(object);
    JsonNode share = object.value("share");
    if (version == null && share == null) {
      return new AliasMove.StopChallenger();
    }
    double value = share != null && share.isNumber() ? share.doubleValue() : 0;
    boolean inRange = value > 0 && value <= 1;
    if (!inRange) {
      object.addError("share", "expected a number above 0 and at most 1");
    }
    if (version == null) {
      object.addError("version", "expected the name of a version with its share");
      return null;
    }
    return inRange ? new AliasMove.PutChallenger(version, value) : null;
  }

  private static @Nullable AliasMove shadows(RequestObject object) {
    List<String> names = object.texts("versions");
    if (names == null || names.size() > SHADOWS_MAX) {
      object.addError("versions", "expected a list of at most " + SHADOWS_MAX + " versions");
      return null;
    }
    List<VersionName> versions = new ArrayList<>();
    for (String name : names) {
      if (VersionName.isValid(name)) {
        versions.add(new VersionName(name));
      } else {
        object.addError("versions", "expected names of versions: " + VersionName.expected());
        return null;
      }
    }
    return new AliasMove.PutShadows(versions);
  }

  private static @Nullable VersionName version(RequestObject object) {
    String name = object.text("version");
    if (name == null) {
      return null;
    }
    if (!VersionName.isValid(name)) {
      object.addError("version", "expected " + VersionName.expected());
      return null;
    }
    return new VersionName(name);
  }
}
