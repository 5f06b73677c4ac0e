package credence.retraining;

import credence.files.FileHash;
import credence.files.FileStamp;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.run.OutcomeLine;
import credence.run.ProcessIdentity;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunFolder;
import credence.run.TrainingRunOutcome;
import credence.run.TrainingRunProgress;
import credence.run.TrainingRunState;
import credence.run.TrainingSetChange;
import credence.run.TrainingSetFolder;
import credence.run.TrainingSetName;
import credence.run.TrainingSetProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A replacement for the commands that check a training set and run a training run. Its behaviour
/// is specified by the contents of the set, or by the reason of the run.
public final class StandIn {
  private static final Instant NOW = Instant.parse("2026-03-31T10:15:30Z");

  private StandIn() {}

  /// The command to start it.
  public static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-cp",
        System.getProperty("java.class.path"),
        StandIn.class.getName());
  }

  /// The settings of tests: files count as complete immediately, children need little memory.
  public static RetrainingSettings settings() {
    return settings(1);
  }

  /// The same with more concurrent runs.
  static RetrainingSettings settings(int runsAtOnce) {
    return settings(runsAtOnce, 7);
  }

  /// The same at another priority.
  static RetrainingSettings settings(int runsAtOnce, int nice) {
    return new RetrainingSettings(0, 1 << 20, false, runsAtOnce, 5, 64, 64, nice, 60, 1, 0);
  }

  /// Runs one command: `COMMAND --home DIR --set|--run NAME`.
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[2]);
    System.out.println(
        String.join(" ", arguments)
            + " options="
            + System.getenv("CREDENCE_JAVA_OPTIONS")
            + " engine="
            + System.getenv(ChildCommand.ENGINE_VARIABLE)
            + " nice="
            + ofProcess(16)
            + " policy="
            + ofProcess(38));
    if (arguments[0].equals("profile-set")) {
      check(new TrainingSetFolder(home), TrainingSetName.of(arguments[4]).orElseThrow());
    } else {
      run(new TrainingRunFolder(home), arguments[4]);
    }
  }

  /// A field of the process in `/proc`, counted after its name; unknown on other systems.
  private static String ofProcess(int field) throws IOException {
    Path stat = Path.of("/proc/self/stat");
    if (!Files.exists(stat)) {
      return "unknown";
    }
    String text = Files.readString(stat);
    return text.substring(text.lastIndexOf(')') + 2).split(" ", -1)[field];
  }

  private static void check(TrainingSetFolder folder, TrainingSetName name) throws IOException {
    Path file = folder.look(name).file();
    String content = Files.readString(file);
    if (content.startsWith("crash")) {
      System.out.println("the check crashed");
      Runtime.getRuntime().halt(9);
    }
    if (content.startsWith("unreadable")) {
      System.exit(Child.STORAGE_FAILED);
    }
    boolean good = content.startsWith("good");
    folder.keep(
        name,
        new TrainingSetProfile(
            name.text(),
            FileStamp.of(file).stored(),
            FileHash.of(file),
            "1".repeat(64),
            NOW,
            good ? List.of() : List.of(new LocatedError("column score_3", "expected a number")),
            good ? new TrainingSetProfile.Contents(10, 9, 9.0, 8, 2, List.of(), List.of()) : null,
            good
                ? List.of(
                    new TrainingSetChange.Recorded("score_3 has moved up"),
                    new TrainingSetChange.FurtherColumns(2))
                : List.of(),
            List.of()));
  }

  private static void run(TrainingRunFolder folder, String id) throws IOException {
    TrainingRunEntry run = folder.look(id).orElseThrow();
    String todo = String.valueOf(run.request().reason());
    if (todo.equals("die")) {
      System.out.println("no memory");
      System.exit(3);
    }
    progress(folder, id, "reading", 0.25);
    switch (todo) {
      case "crash" -> Runtime.getRuntime().halt(9);
      case "crash once" -> {
        Path crashed = folder.log(id).resolveSibling("crashed");
        if (!Files.exists(crashed)) {
          Files.createFile(crashed);
          Runtime.getRuntime().halt(9);
        }
        succeed(folder, id);
      }
      case "fail" -> fail(folder, id);
      case "wait and fail" -> {
        awaitFile(folder.log(id).resolveSibling("go"));
        fail(folder, id);
      }
      case "wait" -> {
        awaitFile(folder.log(id).resolveSibling("go"));
        succeed(folder, id);
      }
      case "wait twice" -> {
        awaitFile(folder.log(id).resolveSibling("go"));
        progress(folder, id, "fitting", 0.75);
        awaitFile(folder.log(id).resolveSibling("go on"));
        succeed(folder, id);
      }
      default -> succeed(folder, id);
    }
  }

  private static void progress(TrainingRunFolder folder, String id, String stage, double share)
      throws IOException {
    folder.keep(
        id,
        new TrainingRunProgress(
            TrainingRunState.RUNNING,
            stage,
            share,
            share,
            List.of("fitting"),
            12.5,
            250_000.0,
            ProcessIdentity.current(),
            NOW,
            NOW));
  }

  /// Prints the outcome if it cannot be written, as a run's process does.
  private static void fail(TrainingRunFolder folder, String id) {
    TrainingRunOutcome outcome =
        TrainingRunOutcome.without(TrainingRunState.FAILED, List.of("too few defaulters"), NOW);
    try {
      folder.keep(id, outcome);
    } catch (IOException e) {
      System.out.println(OutcomeLine.of(outcome));
    }
  }

  private static void succeed(TrainingRunFolder folder, String id) throws IOException {
    progress(folder, id, "fitting", 0.75);
    folder.keep(
        id,
        new TrainingRunOutcome(
            TrainingRunState.SUCCEEDED,
            new VersionName("training_set_2026_03_31"),
            false,
            0,
            List.of(),
            NOW));
  }

  /// Waits for a file; exits when its parent has ended, which closes its standard input.
  private static void awaitFile(Path file) throws IOException {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                System.in.readAllBytes();
              } catch (IOException gone) {
                System.out.println("the input failed");
              }
              Runtime.getRuntime().halt(4);
            });
    while (!Files.exists(file)) {
      LockSupport.parkNanos(5_000_000);
    }
  }
}
