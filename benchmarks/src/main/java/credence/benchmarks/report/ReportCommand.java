package credence.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints the table of all figures, medians over the rounds and ratios, and the bars; writes an SVG
/// plot for each part.
@Command(
    name = "report",
    description = "Prints the table of figures and writes the plots.",
    mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
  @Option(names = "--figures", required = true, description = "The CSV file of figures.")
  private Path figuresFile = Path.of("");

  @Option(names = "--bars", required = true, description = "The CSV file of what is asked.")
  private Path barsFile = Path.of("");

  @Option(names = "--plots", required = true, description = "The folder for the plots.")
  private Path plots = Path.of("");

  @Option(names = "--must", description = "A part whose bars all have to be met; exit 1 if not.")
  private List<String> parts = List.of();

  @Override
  public Integer call() throws IOException {
    Figures figures = Figures.read(figuresFile);
    printFigures(figures);
    List<Bar> bars = Files.readAllLines(barsFile).stream().skip(1).map(Bar::parse).toList();
    printBars(figures, bars);
    for (String part : figures.all().stream().map(Figure::part).distinct().toList()) {
      Path plot = plots.resolve(part + ".svg");
      Files.writeString(plot, new DotPlot(part, figures).svg());
    }
    boolean met =
        bars.stream()
            .filter(bar -> parts.stream().anyMatch(part -> bar.key().startsWith(part + "/")))
            .allMatch(bar -> bar.isMet(figures));
    return met ? 0 : 1;
  }

  /// A line for each part, situation and metric: each subject's median and, in brackets, its ratio
  /// to the subject that was measured first.
  private static void printFigures(Figures figures) {
    Map<String, List<Figure>> lines = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (Figure figure : figures.all()) {
      if (seen.add(figure.key())) {
        String line =
            String.format(
                Locale.ROOT,
                "%-16s %-18s %-26s ",
                figure.part(),
                figure.situation(),
                figure.metric());
        lines.computeIfAbsent(line, _ -> new ArrayList<>()).add(figure);
      }
    }
    lines.forEach((line, subjects) -> System.out.println(line + cells(figures, subjects)));
  }

  private static String cells(Figures figures, List<Figure> subjects) {
    String reference = subjects.getFirst().key();
    return subjects.stream()
        .map(
            figure -> {
              String ratio =
                  figure.key().equals(reference)
                      ? ""
                      : " (× " + text(figures.ratio(figure.key(), reference)) + ")";
              return figure.subject() + " " + text(figures.median(figure.key())) + ratio;
            })
        .collect(Collectors.joining(" · "));
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? Numbers.text(value.getAsDouble()) : "-";
  }

  private static void printBars(Figures figures, List<Bar> bars) {
    System.out.println();
    System.out.println(Bar.head());
    for (Bar bar : bars) {
      bar.measured(figures).ifPresent(measured -> System.out.println(bar.line(measured)));
    }
  }
}
