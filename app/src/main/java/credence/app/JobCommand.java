package credence.app;

import credence.job.JobContext;

/// The base class of commands that run a training job or use the parquet engine. Not on a server's
/// class path.
abstract class JobCommand extends HomeCommand {
  /// The environment of the command's jobs.
  final JobContext context() {
    return new JobContext(home(), registry(), Engine.share(), CredenceVersion.number());
  }
}
