package credence.app;

import credence.job.JobContext;

/// A command that runs a job of training, or uses the parquet engine. No server has it on its class
/// path.
abstract class JobCommand extends HomeCommand {
  /// The environment of the command's jobs.
  final JobContext context() {
    return new JobContext(home(), registry(), Engine.share(), CredenceVersion.number());
  }
}
