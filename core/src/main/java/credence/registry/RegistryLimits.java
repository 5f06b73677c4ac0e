package credence.registry;

import credence.model.LocatedError;
import java.util.ArrayList;
import java.util.List;

/// The bounds of a registry.
///
/// @param documentBytesMax the longest model document
/// @param artifactsMax how many artifacts a version may have
/// @param artifactBytesMax the longest artifact
/// @param historyBytesMax the longest history; when it is full, nothing more can be changed
/// @param authorCharactersMax the longest author
/// @param reasonCharactersMax the longest reason
/// @param detailsMax how many details a change may have
/// @param detailNameCharactersMax the longest name of a detail
/// @param detailCharactersMax the longest value of a detail
/// @param writeWaitMillis how long a change waits for another one to end
public record RegistryLimits(
    int documentBytesMax,
    int artifactsMax,
    long artifactBytesMax,
    int historyBytesMax,
    int authorCharactersMax,
    int reasonCharactersMax,
    int detailsMax,
    int detailNameCharactersMax,
    int detailCharactersMax,
    int writeWaitMillis) {
  /// The default limits.
  public static final RegistryLimits DEFAULT =
      new RegistryLimits(16 << 20, 16, 256L << 20, 64 << 20, 200, 2_000, 32, 100, 1_000, 10_000);

  /// The errors of a change; empty if there are none.
  List<LocatedError> errors(Change change) {
    List<LocatedError> errors = new ArrayList<>();
    line("author", change.author(), authorCharactersMax, errors);
    line("reason", change.reason(), reasonCharactersMax, errors);
    if (change.details().size() > detailsMax) {
      errors.add(new LocatedError("details", "at most " + detailsMax + " are allowed"));
    }
    change
        .details()
        .forEach(
            (name, value) -> {
              line("name of a detail", name, detailNameCharactersMax, errors);
              line("value of a detail", value, detailCharactersMax, errors);
            });
    return errors.stream().distinct().toList();
  }

  /// The errors of a document; empty if there are none.
  List<LocatedError> errors(byte[] document) {
    if (document.length == 0) {
      return List.of(new LocatedError("document", "must not be empty"));
    }
    return document.length <= documentBytesMax
        ? List.of()
        : List.of(
            new LocatedError(
                "document",
                "has " + document.length + " bytes; at most " + documentBytesMax + " are allowed"));
  }

  private static void line(
      String place, String text, int charactersMax, List<LocatedError> errors) {
    if (text.isBlank()) {
      errors.add(new LocatedError(place, "must not be blank"));
    }
    if (text.length() > charactersMax) {
      errors.add(
          new LocatedError(
              place,
              "has " + text.length() + " characters; at most " + charactersMax + " are allowed"));
    }
    if (text.codePoints().anyMatch(RegistryLimits::breaksLine)) {
      errors.add(
          new LocatedError(
              place, "must be one line of text, without control or broken characters"));
    }
  }

  /// A text with `?` in place of each character that a line of the history must not contain.
  public static String oneLine(String text) {
    return text.codePoints()
        .map(codePoint -> breaksLine(codePoint) ? '?' : codePoint)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean breaksLine(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
