package credence.app;

import picocli.CommandLine.Command;

/// `credence start-cache`: creates the start caches. The launcher does that by itself when the
/// command has no arguments; this class describes the command, and runs only without the launcher.
@Command(
    name = "start-cache",
    description = {
      "Creates the caches from which later commands start faster, unless they exist.",
      "Otherwise the first command that finds none creates them in the background;"
          + " CREDENCE_START_CACHE=off disables that."
    })
final class StartCacheCommand extends HomeCommand {
  @Override
  boolean requiresHome() {
    return false;
  }

  @Override
  public Integer call() {
    return failed("expected no options; run ./credence start-cache");
  }
}
