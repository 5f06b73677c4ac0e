package credence.app;

import credence.app.terminal.Progress;
import credence.document.SpecDocument;
import credence.files.FileFailure;
import credence.job.SpecFile;
import credence.job.TrainingSetCheckJob;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `credence profile-set`: checks one training set and stores its profile; started by a server,
/// which never reads parquet itself. Also successful if the set is rejected.
@Command(name = "profile-set", hidden = true, description = "Checks one training set of the home.")
final class ProfileSetCommand extends JobCommand {
  @Option(names = "--set", paramLabel = "NAME", required = true, description = "The set's name.")
  private String set = "";

  @Override
  public Integer call() throws IOException {
    TrainingSetName name =
        TrainingSetName.of(set)
            .orElseThrow(
                () ->
                    new ParameterException(
                        commandLine(),
                        "--set: "
                            + TrainingSetName.fault(set).orElseGet(TrainingSetName::expected)));
    return switch (SpecFile.read(null, home())) {
      case SpecDocument.Invalid invalid -> failed(invalid.errors());
      case SpecDocument.Read read -> check(name, read.document());
    };
  }

  private int check(TrainingSetName name, SpecDocument spec) throws IOException {
    try (Progress progress = Progress.onStandardError()) {
      TrainingSetEntry checked =
          new TrainingSetCheckJob(context(), progress).check(name, spec.spec());
      out().println(name + " " + TrainingSetsCommand.words(checked.state()));
      return DONE;
    } catch (IOException e) {
      failed(FileFailure.words(e));
      return STORAGE_FAILED;
    } catch (UncheckedIOException e) {
      failed(FileFailure.words(Objects.requireNonNull(e.getCause())));
      return STORAGE_FAILED;
    }
  }
}
