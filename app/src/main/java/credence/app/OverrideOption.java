package credence.app;

import picocli.CommandLine.Option;

/// `--override`, of the commands that a version's gates may refuse.
final class OverrideOption {
  @Option(
      names = "--override",
      description = {
        "Moves the alias although gates of the version's spec failed or are undecided.",
        "The history keeps which, and the reason."
      })
  private boolean override;

  /// Whether it was given.
  boolean given() {
    return override;
  }
}
