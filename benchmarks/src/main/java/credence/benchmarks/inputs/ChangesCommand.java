package credence.benchmarks.inputs;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Changes a home repeatedly, as commands would, in a separate process. Promotes the first and the
/// second version in turn, or publishes one more each time.
@Command(
    name = "changes",
    description = "Promotes the first and the second version of a home in turn, or publishes more.",
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
public final class ChangesCommand implements Callable<Integer> {
  @Option(names = "--home", required = true, description = "The home, with two versions or more.")
  private Path home = Path.of("");

  @Option(names = "--count", description = "How many changes.")
  private int count = 1_000;

  @Option(names = "--every-millis", description = "From one to the next, at least.")
  private int everyMillis = 100;

  @Option(names = "--publish", description = "Publish instead of promoting.")
  private boolean publish;

  @Override
  public Integer call() throws InterruptedException {
    ExampleHome changed = new ExampleHome(home);
    int versions = changed.versions();
    for (int i = 1; i <= count; i++) {
      long before = System.nanoTime();
      if (publish) {
        changed.publish(versions + i - 1);
      } else {
        changed.promote(i % 2);
      }
      long tookMillis = (System.nanoTime() - before) / 1_000_000;
      Thread.sleep(Math.max(0, everyMillis - tookMillis));
    }
    return 0;
  }
}
