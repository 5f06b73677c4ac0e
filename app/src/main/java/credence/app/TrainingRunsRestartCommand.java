package credence.app;

import credence.job.SpecFile;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRuns;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `credence training-runs restart`: does a training run again that was interrupted.
@Command(
    name = "restart",
    sortOptions = false,
    description = {
      "Does a training run again that was interrupted, as it was asked for then.",
      "It is done by this command, as by credence train; POST /training-runs/ID/restart on the admin"
          + " port has the server do it when its turn comes."
    })
final class TrainingRunsRestartCommand extends TrainingCommand {
  @Parameters(paramLabel = "ID", description = "The run's id.")
  private String id = "";

  @Override
  public Integer call() throws IOException {
    TrainingRuns runs = home().trainingRuns();
    runs.endInterrupted(registry().history());
    TrainingRunEntry run = runs.look(id).orElse(null);
    if (run == null) {
      return failed(TrainingRunsShowCommand.UNKNOWN);
    }
    if (!run.state().canRestart() || !runs.beginAgain(id)) {
      TrainingRunEntry now = runs.look(id).orElse(run);
      return failed(
          "the run's state is "
              + TrainingRunsCommand.state(now)
              + "; only one that was interrupted can be started again");
    }
    String source =
        run.request().spec() == null ? SpecFile.source(null, home()) : "the spec of the run";
    return run(runs, id, run.request(), source);
  }
}
