package credence.benchmarks.inputs;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Fills a home with versions of the exercise's model.
@Command(
    name = "home",
    description = "Fills a home with versions of the exercise's model.",
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
public final class HomeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The home.")
  private Path home = Path.of("credence-home");

  @Option(names = "--versions", description = "How many versions it holds afterwards.")
  private int versions = 1;

  @Override
  public Integer call() {
    new ExampleHome(home).fill(versions);
    return 0;
  }
}
