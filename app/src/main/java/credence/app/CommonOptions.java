package credence.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/// The options of all commands.
final class CommonOptions {
  /// The environment variable that names the home.
  static final String HOME_VARIABLE = "CREDENCE_HOME";

  /// The default home.
  static final String HOME_DEFAULT = "./credence-home";

  private static final Path PARENT = Path.of("..");

  @Spec(Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private CommandSpec spec;

  @Option(
      names = ServeArguments.HOME,
      paramLabel = "DIR",
      description =
          "The directory with training sets, registry and config.yaml. Default: the value of "
              + HOME_VARIABLE
              + ", or else "
              + "credence-home in the current directory.")
  private @Nullable String home;

  /// The home: the option, or else the environment variable, or else the default.
  Path home() {
    try {
      return home(home, System.getenv());
    } catch (InvalidPathException e) {
      throw new ParameterException(
          spec.commandLine(), "expected a directory as the home: " + e.getReason());
    }
  }

  /// The home: the option, or else the environment variable, or else the default.
  ///
  /// @param option the option's value; null if not given
  /// @throws InvalidPathException if it is not a valid path, or the option is blank, as that of an
  ///   unset variable is
  static Path home(@Nullable String option, Map<String, String> environment) {
    if (option != null && option.isBlank()) {
      throw new InvalidPathException(option, "the name is empty");
    }
    String chosen = option == null ? environment.get(HOME_VARIABLE) : option;
    Path path = Path.of(chosen == null || chosen.isBlank() ? HOME_DEFAULT : chosen);
    // The parent of a symbolic link's target is known to the file system only.
    boolean hasParent = StreamSupport.stream(path.spliterator(), false).anyMatch(PARENT::equals);
    return hasParent ? path : path.normalize();
  }

  /// Reads a file's name from the command line. An empty one, as that of an unset variable is,
  /// would be the current folder.
  static Path file(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("expected a file, but the name is empty");
    }
    return Path.of(text);
  }
}
