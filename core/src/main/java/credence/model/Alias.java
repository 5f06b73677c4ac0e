package credence.model;

import java.util.Arrays;
import java.util.Optional;

/// A name that moves from version to version.
public enum Alias {
  /// The version that answers.
  CHAMPION("champion"),
  /// The version that answers its share of the traffic in the champion's place; there may be none.
  CHALLENGER("challenger"),
  /// The versions that are scored and counted beside the one that answers; any number of them.
  SHADOW("shadow");

  private final String text;

  Alias(String text) {
    this.text = text;
  }

  /// The alias that is written so; empty if there is none.
  public static Optional<Alias> of(String text) {
    return Arrays.stream(values()).filter(alias -> alias.text.equals(text)).findFirst();
  }

  /// The alias as it is written in requests, commands and the history.
  public String text() {
    return text;
  }
}
