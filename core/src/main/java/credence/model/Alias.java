package credence.model;

/// A name that moves from version to version.
public enum Alias {
  /// The version that answers.
  CHAMPION("champion");

  private final String text;

  Alias(String text) {
    this.text = text;
  }

  /// The alias as it is written in requests, commands and the history.
  public String text() {
    return text;
  }
}
