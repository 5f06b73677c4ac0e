package credence.app;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `credence serve`: answers predictions until it is told to stop.
@Command(
    name = ServeArguments.COMMAND,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Answers predictions over HTTP until it is told to stop.",
      "Each setting is taken from its option, else from the environment variable in brackets, else"
          + " from the name after it in config.yaml in the home, else it has its default."
    })
final class ServeCommand extends HomeCommand {
  @Option(names = ServeArguments.WITH_PARENT, hidden = true)
  private boolean withParent;

  @Option(names = ServeArguments.REHEARSE, hidden = true)
  private boolean rehearsing;

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
