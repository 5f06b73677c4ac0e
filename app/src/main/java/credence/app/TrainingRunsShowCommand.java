package credence.app;

import credence.app.terminal.Progress;
import credence.app.terminal.ProgressLine;
import credence.job.JobState;
import credence.model.LocatedError;
import credence.run.RunJson;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunOutcome;
import credence.run.TrainingRunProgress;
import credence.run.TrainingRunState;
import credence.run.TrainingRuns;
import credence.wording.Times;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `credence training-runs show`: shows a training run, or follows it to its end.
@Command(
    name = "show",
    sortOptions = false,
    description = "Shows a training run: its progress, outcome and log.")
final class TrainingRunsShowCommand extends HomeCommand {
  /// The message if there is no such run.
  static final String UNKNOWN = "there is no training run with that id; see credence training-runs";

  private static final long POLL_MILLIS = 200;
  private static final int LOG_LINES = 20;
  private static final int LOG_BYTES_MAX = 1 << 20;

  @Parameters(paramLabel = "ID", description = "The run's id.")
  private String id = "";

  @Option(names = "--follow", description = "Follows its progress until it has ended.")
  private boolean follow;

  @Option(names = "--json", description = "Prints the training run as a JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    TrainingRuns runs = home().trainingRuns();
    TrainingRunEntry run = runs.look(id).orElse(null);
    if (run == null) {
      List<LocatedError> damaged = runs.damaged(id);
      return damaged.isEmpty() ? failed(UNKNOWN) : failed(damaged);
    }
    if (follow) {
      run = followed(runs, run);
    }
    if (json) {
      out().print(RunJson.text(tree(run)));
    } else {
      print(run, runs.log(id));
    }
    out().flush();
    return follow && run.state() != TrainingRunState.SUCCEEDED ? FAILED : DONE;
  }

  /// Waits for the run's end; a removed run counts as ended.
  private TrainingRunEntry followed(TrainingRuns runs, TrainingRunEntry begun)
      throws IOException, InterruptedException {
    TrainingRunEntry run = begun;
    try (Progress bar = Progress.onStandardError()) {
      while (!run.state().ended()) {
        TrainingRunProgress progress = run.progress();
        boolean wanted =
            (progress == null || progress.stage() == null)
                ? bar.proceed(new JobState(TrainingRunsCommand.state(run), 0, null, null))
                : bar.proceed(
                    new JobState(
                        progress.stage(),
                        progress.shareDone(),
                        progress.secondsLeft(),
                        progress.rowsPerSecond()));
        if (!wanted) {
          return run;
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        run = runs.look(id).orElse(run);
      }
    }
    return run;
  }

  private static String left(TrainingRunProgress progress) {
    return progress.secondsLeft() == null ? "" : ", " + ProgressLine.left(progress.secondsLeft());
  }

  /// A run as a JSON object.
  static Map<String, @Nullable Object> tree(TrainingRunEntry run) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("id", run.id());
    tree.put("state", run.state());
    tree.put("request", run.request());
    tree.put("progress", run.presentProgress());
    tree.put("outcome", run.outcome());
    return tree;
  }

  private void print(TrainingRunEntry run, Path log) throws IOException {
    TrainingRunProgress progress = run.progress();
    TrainingRunOutcome outcome = run.outcome();
    out().println("Run " + run.id() + ": " + TrainingRunsCommand.state(run));
    TrainingRunsCommand.version(run).ifPresent(version -> out().println("Version: " + version));
    out()
        .println(
            "Requested: "
                + Times.seconds(run.request().requestedAt())
                + " by "
                + run.request().author());
    if (outcome != null) {
      outcome.messages().forEach(message -> out().println("  " + message));
    } else if (run.damage() != null) {
      out().println("  " + run.damage().message());
    } else if (progress != null && progress.stage() != null) {
      out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%s, %.0f %% done%s",
                  progress.stage(),
                  100 * progress.shareDone(),
                  run.state().ended() ? "" : left(progress)));
    }
    List<String> lines = lastLines(log);
    if (!lines.isEmpty()) {
      out().println();
      out().println("Log: " + log);
      lines.forEach(line -> out().println("  " + line));
    }
  }

  private static List<String> lastLines(Path log) throws IOException {
    if (!Files.exists(log) || Files.size(log) > LOG_BYTES_MAX) {
      return List.of();
    }
    Charset utf8 = StandardCharsets.UTF_8;
    List<String> lines = new String(Files.readAllBytes(log), utf8).lines().toList();
    return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
  }
}
