package credence.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints the table of all figures, with medians over the rounds and ratios, and of the bars;
/// writes an SVG plot for each part.
@Command(
    name = "report",
    description = "Prints the table of figures and writes the plots.",
    mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
  private static final String FORMAT = "%-14s %-24s %-24s %-20s %12s %25s %9s";

  @Option(names = "--figures", required = true, description = "The CSV file of figures.")
  private Path figuresFile = Path.of("");

  @Option(names = "--bars", required = true, description = "The CSV file of what is asked.")
  private Path barsFile = Path.of("");

  @Option(names = "--plots", required = true, description = "The folder for the plots.")
  private Path plots = Path.of("");

  @Override
  public Integer call() throws IOException {
    Figures figures = Figures.read(figuresFile);
    printFigures(figures);
    printBars(figures, Files.readAllLines(barsFile).stream().skip(1).map(Bar::parse).toList());
    for (String part : figures.all().stream().map(Figure::part).distinct().toList()) {
      Path plot = plots.resolve(part + ".svg");
      Files.writeString(plot, new DotPlot(part, figures).svg());
    }
    return 0;
  }

  /// Each figure's median, its least and greatest round, and its ratio to the subject that was
  /// measured first in the same situation.
  private static void printFigures(Figures figures) {
    System.out.printf(
        FORMAT + "%n", "part", "situation", "metric", "subject", "median", "least … most", "ratio");
    Map<String, String> references = new LinkedHashMap<>();
    Map<String, Figure> firsts = new LinkedHashMap<>();
    figures.all().forEach(figure -> firsts.putIfAbsent(figure.key(), figure));
    for (Figure figure : firsts.values()) {
      String reference =
          references.computeIfAbsent(
              figure.part() + "/" + figure.situation() + "/" + figure.metric(), _ -> figure.key());
      OptionalDouble ratio = figures.ratio(figure.key(), reference);
      double[] sorted = figures.rounds(figure.key());
      System.out.println(
          String.format(
              Locale.ROOT,
              FORMAT,
              figure.part(),
              figure.situation(),
              figure.metric(),
              figure.subject(),
              Numbers.text(figures.median(figure.key()).orElse(Double.NaN)),
              Numbers.text(sorted[0]) + " … " + Numbers.text(sorted[sorted.length - 1]),
              reference.equals(figure.key()) || ratio.isEmpty()
                  ? ""
                  : "× " + Numbers.text(ratio.getAsDouble())));
    }
  }

  private static void printBars(Figures figures, List<Bar> bars) {
    System.out.println();
    System.out.println(Bar.head());
    for (Bar bar : bars) {
      bar.measured(figures).ifPresent(measured -> System.out.println(bar.line(measured)));
    }
  }
}
