package credence.app;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `credence serve`: serves predictions until it is stopped.
@Command(
    name = ServeArguments.COMMAND,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Serves predictions over HTTP until it is stopped.",
      "Each setting is read from its option, or else from the environment variable in brackets, "
          + "or else from the name after it in the home's config.yaml; otherwise it has its "
          + "default."
    })
final class ServeCommand extends HomeCommand {
  @Option(names = ServeArguments.WITH_PARENT, hidden = true)
  private boolean withParent;

  @Option(names = ServeArguments.REHEARSE, hidden = true)
  private boolean rehearsing;

  @Override
  boolean requiresHome() {
    return false;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return ServerProcess.run(
        new ServeArguments(
            home().directory(),
            SettingOptions.given(commandLine(), ServeSettings.ALL),
            withParent,
            rehearsing),
        err());
  }
}
