package credence.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A shell command that is run again and again, one run at a time, and does not outlive the load:
/// what the shell has started is ended with it, and the shell itself may then tidy up.
final class ShellCommand {
  private final ProcessBuilder builder;
  private final List<Process> running = new ArrayList<>();
  private boolean ended;

  /// @param command what the shell is given
  ShellCommand(String command) {
    builder = new ProcessBuilder("sh", "-c", command).inheritIO();
  }

  /// Runs it once, unless it has been ended.
  void run() throws IOException, InterruptedException {
    Process process;
    synchronized (running) {
      if (ended) {
        return;
      }
      process = builder.start();
      running.add(process);
    }
    process.waitFor();
    synchronized (running) {
      running.remove(process);
    }
  }

  /// Ends what runs, and waits for it; nothing is run afterwards.
  void end() throws InterruptedException {
    List<Process> left;
    synchronized (running) {
      ended = true;
      left = List.copyOf(running);
    }
    for (Process process : left) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.waitFor();
    }
  }
}
