package credence.retraining;

import credence.memory.MemoryBudget;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts commands of Credence as child processes of the server with low priority and limited
/// memory. A child's standard input stays open as long as the server runs, so that the child
/// detects the end of the server.
///
/// At the lowest priority children also get the scheduling policy SCHED_IDLE on Linux: a thread
/// that only has a nice value keeps the processor until the end of its time slice, while requests
/// wait.
public final class ChildCommand {
  /// The environment variable for DuckDB's memory limit in a child, in MiB.
  public static final String ENGINE_VARIABLE = "CREDENCE_ENGINE_MEBIBYTES";

  /// The environment variable for the memory that is available to a child, in MiB.
  static final String MEMORY_VARIABLE = "CREDENCE_MEMORY_MEBIBYTES";

  /// The system property with the memory detected by this server's launcher, in MiB.
  private static final String MEMORY_PROPERTY = "credence.memory.mebibytes";

  private static final String JAVA_OPTIONS_VARIABLE = "CREDENCE_JAVA_OPTIONS";
  private static final String TRAINING_JAVA_OPTIONS_VARIABLE = "CREDENCE_TRAINING_JAVA_OPTIONS";

  /// Sets SCHED_IDLE if the system permits it, and then executes the command.
  private static final List<String> IDLE_PREFIX =
      List.of("sh", "-c", "chrt -i -p 0 $$ >/dev/null 2>&1; exec \"$@\"", "sh");

  private final List<String> launcher;
  private final Path home;
  private final RetrainingSettings settings;

  /// Creates a starter of children.
  ///
  /// @param launcher the command that starts Credence, without arguments; set by the operator,
  ///   never taken from a request
  /// @param home the home of the children
  public ChildCommand(List<String> launcher, Path home, RetrainingSettings settings) {
    this.launcher = List.copyOf(launcher);
    this.home = home.toAbsolutePath();
    this.settings = settings;
  }

  /// Starts a command.
  ///
  /// @param log the file to which its output is appended
  /// @param command the name of the command
  /// @param arguments its arguments, without the home, which is added
  Child start(Path log, String command, String... arguments) throws IOException {
    List<String> commandLine = new ArrayList<>();
    if (settings.trainingNice() == RetrainingSettings.NICE_MAX && isOnPath("chrt")) {
      commandLine.addAll(IDLE_PREFIX);
    }
    if (settings.trainingNice() > 0 && isOnPath("nice")) {
      commandLine.addAll(List.of("nice", "-n", Integer.toString(settings.trainingNice())));
    }
    commandLine.addAll(launcher);
    commandLine.addAll(List.of(command, "--home", home.toString()));
    commandLine.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(commandLine)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    setJavaOptions(environment, settings.trainingHeapMebibytes());
    setMemory(environment);
    return Child.follow(builder.start(), log);
  }

  /// Replaces the server's Java options with those for children. The server's may open a port, for
  /// a debugger or JMX, which a child could not open again.
  ///
  /// @param heapMebibytes the heap of a child, in MiB; 0 if its launcher derives it
  static void setJavaOptions(Map<String, String> environment, int heapMebibytes) {
    String options = environment.getOrDefault(TRAINING_JAVA_OPTIONS_VARIABLE, "");
    String heap = heapMebibytes == 0 ? "" : " -Xmx" + heapMebibytes + "m";
    environment.put(JAVA_OPTIONS_VARIABLE, (options + heap).strip());
  }

  /// Sets the memory of a child to its share of the memory that this server does not use.
  private void setMemory(Map<String, String> environment) {
    Long machine = Long.getLong(MEMORY_PROPERTY);
    if (machine != null) {
      long share = shareMebibytes(machine, settings.trainingRunsAtOnce());
      environment.put(MEMORY_VARIABLE, Long.toString(share));
    }
    if (settings.trainingEngineMebibytes() > 0) {
      environment.put(ENGINE_VARIABLE, Integer.toString(settings.trainingEngineMebibytes()));
    }
  }

  /// Returns the memory of each child on a machine that also runs this server, in MiB.
  ///
  /// @param atOnce the maximum number of concurrent children
  static long shareMebibytes(long machineMebibytes, int atOnce) {
    long server = MemoryBudget.ofThisProcess().processBytes() >> 20;
    return Math.max(1, (machineMebibytes - server) / atOnce);
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv("PATH");
    return path != null
        && List.of(path.split(File.pathSeparator, -1)).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
  }
}
