package credence.model;

import java.util.Arrays;
import java.util.Optional;

/// A name that can be moved from version to version.
public enum Alias {
  /// The version that serves requests.
  CHAMPION("champion"),
  /// The version that serves a share of the traffic instead of the champion; optional.
  CHALLENGER("challenger"),
  /// Versions that score requests without their results being returned; any number of them.
  SHADOW("shadow");

  private final String text;

  Alias(String text) {
    this.text = text;
  }

  /// The alias with this name; empty if there is none.
  public static Optional<Alias> of(String text) {
    return Arrays.stream(values()).filter(alias -> alias.text.equals(text)).findFirst();
  }

  /// The name of the alias in requests, commands and the history.
  public String text() {
    return text;
  }
}
