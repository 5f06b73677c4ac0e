package credence.benchmarks.inputs;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Promotes the first and the second version of a home in turn, as somebody's commands would: in a
/// process of its own.
@Command(
    name = "promotions",
    description = "Promotes the first and the second version of a home in turn.",
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
public final class PromotionsCommand implements Callable<Integer> {
  @Option(names = "--home", required = true, description = "The home, with two versions or more.")
  private Path home = Path.of("");

  @Option(names = "--count", description = "How many promotions.")
  private int count = 100;

  @Option(names = "--every-millis", description = "From one to the next, at least.")
  private int everyMillis = 100;

  @Override
  public Integer call() throws InterruptedException {
    ExampleHome promoted = new ExampleHome(home);
    for (int i = 1; i <= count; i++) {
      long before = System.nanoTime();
      promoted.promote(i % 2);
      long tookMillis = (System.nanoTime() - before) / 1_000_000;
      Thread.sleep(Math.max(0, everyMillis - tookMillis));
    }
    return 0;
  }
}
