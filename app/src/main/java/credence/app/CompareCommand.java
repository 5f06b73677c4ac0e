package credence.app;

import credence.app.terminal.ComparisonSheet;
import credence.app.terminal.Progress;
import credence.document.ComparisonDocument;
import credence.job.ComparisonJob;
import credence.job.ComparisonResult;
import credence.wording.RenderedDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `credence compare`: compares a version with the champion on customers that neither has seen.
@Command(
    name = "compare",
    sortOptions = false,
    description = {
      "Compares a version with the champion and stores the comparison.",
      "Uses the customers that the version holds out and the champion was not fitted to."
    })
final class CompareCommand extends JobCommand {
  @Parameters(
      paramLabel = "VERSION",
      description = "The version to compare, by its name or an alias.")
  private String version = "";

  @Option(
      names = "--with",
      paramLabel = "VERSION",
      defaultValue = "champion",
      description = "The version to compare it with. Default: champion.")
  private String with = "";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Training sets of both versions, identified by name and SHA-256. Default: those in the home.")
  private List<Path> data = List.of();

  @Option(names = "--json", description = "Prints the comparison as a JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    ComparisonResult result;
    try (Progress progress = Progress.onStandardError()) {
      result = new ComparisonJob(context(), progress).compare(version, with, data);
    }
    return switch (result) {
      case ComparisonResult.Rejected rejected -> {
        rejected.messages().forEach(this::failed);
        yield FAILED;
      }
      case ComparisonResult.Compared compared -> {
        if (json) {
          byte[] document = RenderedDocument.of(ComparisonDocument.write(compared.comparison()));
          out().print(new String(document, StandardCharsets.UTF_8));
        } else {
          new ComparisonSheet(out()).print(compared.comparison());
        }
        out().flush();
        yield DONE;
      }
    };
  }
}
