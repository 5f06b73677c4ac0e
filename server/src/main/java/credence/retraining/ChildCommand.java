package credence.retraining;

import credence.memory.MemoryBudget;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How the server starts commands of Credence as processes of their own: of low priority, with
/// limits to their memory. A child's standard input stays open for as long as the server lives, so
/// that the child notices when the server is gone.
///
/// At the lowest priority Linux is told that a child is idle work as well (SCHED_IDLE): a thread
/// that is merely nice keeps the processor until its slice is over, while a request waits for it.
public final class ChildCommand {
  /// The environment variable by which a child learns how much memory DuckDB may take, in MiB.
  public static final String ENGINE_VARIABLE = "CREDENCE_ENGINE_MEBIBYTES";

  /// The environment variable by which a child learns how much memory it may count on, in MiB.
  static final String MEMORY_VARIABLE = "CREDENCE_MEMORY_MEBIBYTES";

  /// The memory that this server's launcher found, in MiB.
  private static final String MEMORY_PROPERTY = "credence.memory.mebibytes";

  private static final String JAVA_OPTIONS_VARIABLE = "CREDENCE_JAVA_OPTIONS";
  private static final String TRAINING_JAVA_OPTIONS_VARIABLE = "CREDENCE_TRAINING_JAVA_OPTIONS";

  /// Becomes idle work where that can be had, then the command.
  private static final List<String> AS_IDLE_WORK =
      List.of("sh", "-c", "chrt -i -p 0 $$ >/dev/null 2>&1; exec \"$@\"", "sh");

  private final List<String> launcher;
  private final Path home;
  private final RetrainingSettings settings;

  /// A way to start children.
  ///
  /// @param launcher the command that starts Credence, without arguments; the operator's, never
  ///   taken from a request
  /// @param home the home that children work on
  public ChildCommand(List<String> launcher, Path home, RetrainingSettings settings) {
    this.launcher = List.copyOf(launcher);
    this.home = home.toAbsolutePath();
    this.settings = settings;
  }

  /// Starts a command.
  ///
  /// @param log where what it says is added
  /// @param command its name
  /// @param arguments its arguments; the home is added
  Child start(Path log, String command, String... arguments) throws IOException {
    List<String> words = new ArrayList<>();
    if (settings.trainingNice() == RetrainingSettings.NICE_MAX && isOnPath("chrt")) {
      words.addAll(AS_IDLE_WORK);
    }
    if (settings.trainingNice() > 0 && isOnPath("nice")) {
      words.addAll(List.of("nice", "-n", Integer.toString(settings.trainingNice())));
    }
    words.addAll(launcher);
    words.addAll(List.of(command, "--home", home.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    giveOptions(environment, settings.trainingHeapMebibytes());
    giveMemory(environment);
    return Child.follow(builder.start(), log);
  }

  /// Gives a child Java options of its own instead of the server's: a port that those open, for a
  /// debugger or JMX, is taken already.
  ///
  /// @param heapMebibytes a child's heap; 0: what its launcher derives
  static void giveOptions(Map<String, String> environment, int heapMebibytes) {
    String own = environment.getOrDefault(TRAINING_JAVA_OPTIONS_VARIABLE, "");
    String heap = heapMebibytes == 0 ? "" : " -Xmx" + heapMebibytes + "m";
    environment.put(JAVA_OPTIONS_VARIABLE, (own + heap).strip());
  }

  /// Gives a child its share of the memory that this server leaves.
  private void giveMemory(Map<String, String> environment) {
    Long machine = Long.getLong(MEMORY_PROPERTY);
    if (machine != null) {
      long share = shareMebibytes(machine, settings.trainingRunsAtOnce());
      environment.put(MEMORY_VARIABLE, Long.toString(share));
    }
    if (settings.trainingEngineMebibytes() > 0) {
      environment.put(ENGINE_VARIABLE, Integer.toString(settings.trainingEngineMebibytes()));
    }
  }

  /// What each of some children may take of a machine that this server runs on, in MiB.
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
