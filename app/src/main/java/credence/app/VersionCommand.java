package credence.app;

import credence.app.terminal.TextTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `credence version`: prints the version, the build and the JDK.
@Command(
    name = "version",
    sortOptions = false,
    description = "Prints the version of Credence, the commit it was built from, and the JDK.")
final class VersionCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private CommandSpec spec;

  @Option(names = "--json", description = "Prints a JSON object.")
  private boolean json;

  @Override
  public void run() {
    Optional<String> build = CredenceVersion.build();
    Map<String, @Nullable String> tree = new LinkedHashMap<>();
    tree.put("version", CredenceVersion.number());
    tree.put("build", build.orElse(null));
    tree.put("java", Runtime.version().toString());
    tree.put("java_vendor", System.getProperty("java.vendor"));
    tree.put("java_home", System.getProperty("java.home"));
    if (json) {
      HomeCommand.printJson(tree, spec.commandLine().getOut());
    } else {
      TextTable table = new TextTable("credence", CredenceVersion.number());
      table.row("build", build.orElse("unknown"));
      table.row("java", Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
      table.row("java home", System.getProperty("java.home"));
      table.print(spec.commandLine().getOut(), "");
    }
    spec.commandLine().getOut().flush();
  }
}
