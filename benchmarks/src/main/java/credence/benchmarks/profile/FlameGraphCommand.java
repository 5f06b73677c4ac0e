package credence.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Draws the CPU time samples of a flight recording as a flame graph.
///
/// The samples (JEP 509) are of Java threads, with what they do in native code and in the kernel.
/// What a process spent elsewhere, in the threads of an engine, the compiler and the collector, is
/// the rest of its CPU time, and is drawn as one box.
@Command(
    name = "flame-graph",
    description = "Draws the CPU time samples of a flight recording as an SVG.",
    mixinStandardHelpOptions = true)
public final class FlameGraphCommand implements Callable<Integer> {
  private static final String SAMPLE = "jdk.CPUTimeSample";
  private static final String ELSEWHERE =
      "threads without Java frames: engine, compiler, collector";

  @Option(names = "--recording", required = true, description = "The flight recording.")
  private Path recording = Path.of("");

  @Option(names = "--out", required = true, description = "The SVG.")
  private Path out = Path.of("");

  @Option(names = "--title", required = true, description = "What was recorded.")
  private String title = "";

  @Option(
      names = "--cpu-seconds",
      description = "The CPU time of the whole process meanwhile; without it the samples' alone.")
  private @Nullable Double cpuSeconds;

  @Override
  public Integer call() throws IOException {
    Frame root = new Frame("all");
    try (RecordingFile events = new RecordingFile(recording)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        if (event.getEventType().getName().equals(SAMPLE)) {
          Duration period = event.getDuration("samplingPeriod");
          root.add(path(event), period.toNanos() / 1e9);
        }
      }
    }
    if (root.seconds() == 0) {
      System.err.println("benchmarks: " + recording + " holds no sample of CPU time");
      return 1;
    }
    if (cpuSeconds != null && cpuSeconds > root.seconds()) {
      root.add(List.of(ELSEWHERE), cpuSeconds - root.seconds());
    }
    Files.writeString(out, new FlameGraph(root, title).svg());
    for (Frame thread : root.callees()) {
      System.out.printf(Locale.ROOT, "%8.2f s  %s%n", thread.seconds(), thread.name());
    }
    return 0;
  }

  /// The group of threads, then the callers before the called.
  private static List<String> path(RecordedEvent sample) {
    List<String> path = new ArrayList<>();
    RecordedThread thread = sample.getThread("eventThread");
    String name = thread == null || thread.getJavaName() == null ? "?" : thread.getJavaName();
    path.add("threads " + name.replaceAll("[0-9]+", "N"));
    RecordedStackTrace stack = sample.getStackTrace();
    if (stack == null) {
      path.add("(in the virtual machine)");
      return path;
    }
    for (RecordedFrame frame : stack.getFrames().reversed()) {
      path.add(name(frame.getMethod()));
    }
    return path;
  }

  /// Class and method; a lambda's class without its address.
  private static String name(RecordedMethod method) {
    String type = method.getType().getName().replaceAll("\\$\\$Lambda.*", " lambda");
    return type + "." + method.getName();
  }
}
