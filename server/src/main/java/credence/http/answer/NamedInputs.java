package credence.http.answer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Inputs that a header of an answer names, each once, in the order in which they are added; used
/// again for each answer.
final class NamedInputs {
  private final Set<String> names = new LinkedHashSet<>();

  /// Forgets the inputs.
  void clear() {
    if (!names.isEmpty()) {
      names.clear();
    }
  }

  /// Adds an input.
  void add(String name) {
    names.add(name);
  }

  /// The names as a header lists them: percent-encoded, separated by commas, and if there are more
  /// than allowed, at the end how many more, as `+12`.
  ///
  /// @param namesMax the maximum number of names
  /// @param charactersMax the maximum length of the names with their separators
  /// @return null if there are none
  @Nullable String header(int namesMax, int charactersMax) {
    if (names.isEmpty()) {
      return null;
    }
    StringBuilder header = new StringBuilder();
    int listed = 0;
    for (String name : names) {
      String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
      if (listed == namesMax || header.length() + 2 + encoded.length() > charactersMax) {
        break;
      }
      header.append(listed == 0 ? "" : ", ").append(encoded);
      listed++;
    }
    if (listed < names.size()) {
      header.append(listed == 0 ? "+" : ", +").append(names.size() - listed);
    }
    return header.toString();
  }
}
