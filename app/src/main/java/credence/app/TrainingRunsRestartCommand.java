package credence.app;

import credence.job.SpecFile;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRuns;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `credence training-runs restart`: restarts an interrupted training run.
@Command(
    name = "restart",
    sortOptions = false,
    description = {
      "Restarts an interrupted training run with its original request.",
      "The run is done by this command, as by credence train; POST /training-runs/ID/restart on "
          + "the admin port queues it in the server."
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
    String source =
        run.request().spec() == null ? SpecFile.source(null, home()) : "the spec of the run";
    OptionalInt code =
        run(
            runs,
            () ->
                run.state().canRestart() && runs.beginAgain(id)
                    ? Optional.of(id)
                    : Optional.empty(),
            run.request(),
            source);
    return code.isPresent()
        ? code.getAsInt()
        : failed(
            "the run's state is "
                + TrainingRunsCommand.state(runs.look(id).orElse(run))
                + "; only interrupted runs can be restarted");
  }
}
