package credence.app;

import credence.app.terminal.Progress;
import credence.files.FileFailure;
import credence.job.TrainingResult;
import credence.job.TrainingRunJob;
import credence.run.OutcomeLine;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunState;
import credence.run.TrainingRuns;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `credence run-training`: does a waiting training run; started by a server, which holds the other
/// end of its standard input. When that end is closed, the server has ended, and the run stops.
@Command(name = "run-training", hidden = true, description = "Does a waiting training run.")
final class RunTrainingCommand extends JobCommand {
  private static final long STOP_SECONDS = 10;

  @Option(names = "--run", paramLabel = "ID", required = true, description = "The run's id.")
  private String id = "";

  private volatile boolean abandoned;

  @Override
  public Integer call() throws IOException {
    TrainingRuns runs = home().trainingRuns();
    TrainingRunEntry run = runs.look(id).orElse(null);
    if (run == null) {
      return failed("expected the id of a training run of " + home());
    }
    if (run.state() != TrainingRunState.QUEUED) {
      return failed("expected a waiting training run, but " + id + " is not");
    }
    Thread.ofPlatform().daemon().name("credence-parent").start(this::stopWithParent);
    try (Progress progress = Progress.onStandardError()) {
      TrainingRunJob job =
          new TrainingRunJob(
              context(),
              runs,
              progress,
              () -> abandoned,
              outcome -> {
                out().println(OutcomeLine.of(outcome));
                out().flush();
              });
      return switch (job.run(id, run.request())) {
        case TrainingResult.Registered _ -> DONE;
        case TrainingResult.Rejected _, TrainingResult.Cancelled _ -> FAILED;
      };
    } catch (IOException e) {
      failed(FileFailure.words(e));
      return STORAGE_FAILED;
    }
  }

  /// Waits for the end of standard input, then gives the run some time to stop.
  private void stopWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      abandoned = true;
    }
    abandoned = true;
    try {
      TimeUnit.SECONDS.sleep(STOP_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(FAILED);
  }
}
