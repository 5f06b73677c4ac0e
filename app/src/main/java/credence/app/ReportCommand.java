package credence.app;

import credence.comparison.Comparisons;
import credence.console.VersionReport;
import credence.files.WholeFile;
import credence.home.OutputFile;
import credence.job.StoredVersion;
import credence.model.LocatedError;
import credence.model.VersionName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `credence report`: writes a version's report as one HTML page.
@Command(
    name = "report",
    description = {
      "Writes a version's report: a self-contained HTML page to read or print.",
      "Covers training data, performance, feature effects and comparisons."
    })
final class ReportCommand extends HomeCommand {
  @Parameters(
      paramLabel = "VERSION",
      description = "The version to report on, by its name or an alias.")
  private String version = "";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "The output file; - is standard output. An existing file is replaced. Default:"
              + " VERSION-report.html in the current folder.")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException {
    return switch (StoredVersion.find(registry(), version)) {
      case StoredVersion.Unreadable unreadable -> failed(unreadable.message());
      case StoredVersion.Found found -> report(found.publication().name());
    };
  }

  private int report(VersionName name) throws IOException {
    Set<LocatedError> reported = new HashSet<>(); // A comparison may be read more than once.
    Comparisons comparisons =
        home()
            .comparisons(
                error -> {
                  if (reported.add(error)) {
                    failed(error.message());
                  }
                });
    return switch (VersionReport.of(registry(), comparisons, name)) {
      case VersionReport.Unknown unknown -> failed(unknown.message());
      case VersionReport.Damaged damaged -> failed(damaged.message());
      case VersionReport.Page page -> write(name, page.html());
    };
  }

  private int write(VersionName name, String html) throws IOException {
    if (output != null && output.toString().equals("-")) {
      out().print(html);
      out().flush();
      return DONE;
    }
    Path file = output == null ? Path.of(name + "-report.html") : output;
    List<LocatedError> errors = OutputFile.errors(file, List.of(), home());
    if (!errors.isEmpty()) {
      return failed(errors);
    }
    try (WholeFile whole = new WholeFile(file)) {
      whole.stream().write(html.getBytes(StandardCharsets.UTF_8));
      whole.finish();
    }
    out().println("wrote " + file);
    return DONE;
  }
}
