package credence.app;

import credence.app.terminal.Progress;
import credence.files.WholeFile;
import credence.home.OutputFile;
import credence.job.SpecDraftJob;
import credence.job.TrainingSetFiles;
import credence.model.LocatedError;
import credence.model.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `credence init`: drafts a spec from a file.
@Command(
    name = "init",
    sortOptions = false,
    description = {
      "Drafts a model spec from a file of customers and their outcomes.",
      "The spec has comments on each column, leaves out those that cannot or should not be features, "
          + "and trains as it is. Check its lines with CHECK first."
    },
    footer = {"", "Example:", "  credence init loans.csv --spec spec.yaml"})
final class InitCommand extends JobCommand {
  private static final String SPEC_EXAMPLE = "spec.yaml";

  @Parameters(
      paramLabel = "FILE",
      description = "A training set: a parquet or CSV file (.csv, .csv.gz).")
  @SuppressWarnings("NullAway.Init") // Required, so set by picocli.
  private Path file;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "The outcome, with two values. Default: the column whose name suggests it.")
  private @Nullable String target;

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description =
          "The column that names the customer. Default: the column whose name and values suggest it; "
              + "if there is none, each row is treated as a different customer.")
  private @Nullable String id;

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description = "The file to write, which must not exist. Default: standard output.")
  private @Nullable Path spec;

  @Override
  boolean requiresHome() {
    return false;
  }

  @Override
  public Integer call() throws IOException {
    if (spec != null) {
      List<LocatedError> errors = OutputFile.errors(spec, List.of(file), home());
      if (!errors.isEmpty()) {
        return failed(errors);
      }
      if (Files.exists(spec, LinkOption.NOFOLLOW_LINKS)) {
        return failed(spec + ": expected a new file; delete this one or choose another name");
      }
    }
    Result<String> result;
    try (Progress progress = Progress.onStandardError()) {
      result = new SpecDraftJob(context(), progress).draft(file, target, id);
    }
    return switch (result) {
      case Result.Value<String>(String text) -> write(text);
      case Result.WithErrors<String> withErrors -> failed(withErrors.errors());
      case Result.Cancelled<String> _ -> failed("cancelled; no spec was written");
    };
  }

  private int write(String text) throws IOException {
    if (spec == null) {
      out().print(text);
      out().flush();
      err()
          .println(
              "next: write it to a file with --spec " + SPEC_EXAMPLE + ", check it, and train:");
      err().println("  " + train(Path.of(SPEC_EXAMPLE)));
      return DONE;
    }
    try (WholeFile written = new WholeFile(spec)) {
      written.stream().write(text.getBytes(StandardCharsets.UTF_8));
      written.finish();
    }
    out().println("wrote " + spec);
    out().println("next: check the lines with CHECK, and train:");
    out().println("  " + train(spec));
    out().flush();
    return DONE;
  }

  /// The command that trains by a spec.
  private String train(Path by) {
    boolean named = TrainingSetFiles.nameOfNewest(List.of(file)).isPresent();
    return "./credence train --data %s --spec %s%s"
        .formatted(argument(file), argument(by), named ? "" : " --version NAME");
  }

  /// A path as an argument of a shell.
  private static String argument(Path path) {
    String text = path.toString();
    return text.matches("[\\p{L}\\p{N}._/+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
