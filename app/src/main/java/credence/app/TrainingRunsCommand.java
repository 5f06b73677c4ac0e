package credence.app;

import credence.app.terminal.TextTable;
import credence.run.RunJson;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunProgress;
import credence.run.TrainingRuns;
import credence.wording.Times;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `credence training-runs`: lists the training runs.
@Command(
    name = "training-runs",
    description =
        "Lists the training runs, the newest first; subcommands show, follow or restart a run.")
final class TrainingRunsCommand extends HomeCommand {
  @Option(names = "--json", description = "Prints the training runs as a JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    TrainingRuns.Listing listing = home().trainingRuns().listing();
    List<TrainingRunEntry> runs = listing.runs();
    failed(listing.damaged());
    if (json) {
      out()
          .print(
              RunJson.text(
                  Map.of(
                      "training_runs",
                      runs.reversed().stream().map(TrainingRunsShowCommand::tree).toList())));
      out().flush();
      return DONE;
    }
    if (runs.isEmpty()) {
      out().println("There is no training run yet in " + home() + "; credence train starts one.");
      return DONE;
    }
    TextTable table = new TextTable("run", "state", "done", "version", "requested", "by");
    for (TrainingRunEntry run : runs.reversed()) {
      table.row(
          run.id(),
          state(run),
          done(run),
          version(run).orElse(""),
          Times.seconds(run.request().requestedAt()),
          run.request().author());
    }
    table.print(out(), "");
    if (runs.stream().anyMatch(run -> run.state().canRestart())) {
      out().println();
      out().println("To restart an interrupted run: training-runs restart ID");
    }
    out().flush();
    return DONE;
  }

  /// The state of a run, as text for users.
  static String state(TrainingRunEntry run) {
    return run.state().name().toLowerCase(Locale.ROOT);
  }

  /// The version that a run created or will create; empty if named after the newest set.
  static Optional<String> version(TrainingRunEntry run) {
    return Optional.ofNullable(run.outcome() == null ? null : run.outcome().version())
        .or(() -> Optional.ofNullable(run.request().version()))
        .map(name -> name.text());
  }

  private static String done(TrainingRunEntry run) {
    @Nullable TrainingRunProgress progress = run.progress();
    return progress == null || run.state().ended()
        ? ""
        : String.format(Locale.ROOT, "%.0f %%", 100 * progress.shareDone());
  }
}
