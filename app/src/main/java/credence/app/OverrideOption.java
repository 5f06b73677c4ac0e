package credence.app;

import picocli.CommandLine.Option;

/// The option `--override` of commands that check a version's gates.
final class OverrideOption {
  @Option(
      names = "--override",
      description = {
        "Moves the alias even if gates of the version's spec failed or are undecided.",
        "The history records these gates and the reason."
      })
  private boolean override;

  /// Whether the option was given.
  boolean given() {
    return override;
  }
}
