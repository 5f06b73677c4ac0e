package credence.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The arguments of `credence serve` in the simple case: each option is known, appears once and has
/// a value.
///
/// The command-line library takes a third of a server's start-up time, so simple arguments are
/// parsed here, and the library is used only for the others: help, and errors.
///
/// @param home the directory to work on
/// @param given the given values, by the setting's name
/// @param withParent whether to end with the process that started this one
/// @param rehearsing whether to serve a few rehearsal requests and exit
record ServeArguments(
    Path home, Map<String, String> given, boolean withParent, boolean rehearsing) {
  /// The command.
  static final String COMMAND = "serve";

  /// The option that names the home.
  static final String HOME = "--home";

  /// The option to end with the process that started this one.
  static final String WITH_PARENT = "--with-parent";

  /// The option to serve a few rehearsal requests and exit.
  static final String REHEARSE = "--rehearse";

  private static final Set<String> FLAGS = Set.of(WITH_PARENT, REHEARSE);

  /// The arguments of a process; empty if they are not simple, or of another command.
  static Optional<ServeArguments> plain(List<String> arguments, Map<String, String> environment) {
    if (arguments.isEmpty() || !arguments.getFirst().equals(COMMAND)) {
      return Optional.empty();
    }
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      boolean flag = FLAGS.contains(argument);
      if (!flag && equals < 0 && ++i == arguments.size()) {
        return Optional.empty();
      }
      String name = equals < 0 ? argument : argument.substring(0, equals);
      String value = flag ? "true" : equals < 0 ? arguments.get(i) : argument.substring(equals + 1);
      boolean valued = flag || !FLAGS.contains(name);
      if (!valued || value.isEmpty() || value.startsWith("-") || options.put(name, value) != null) {
        return Optional.empty();
      }
    }
    return of(options, environment);
  }

  private static Optional<ServeArguments> of(
      Map<String, String> options, Map<String, String> environment) {
    boolean withParent = options.remove(WITH_PARENT) != null;
    boolean rehearsing = options.remove(REHEARSE) != null;
    String home = options.remove(HOME);
    Map<String, String> given = new HashMap<>();
    for (Setting setting : ServeSettings.ALL) {
      String value = options.remove(setting.option());
      if (value != null) {
        given.put(setting.name(), value);
      }
    }
    try {
      return options.isEmpty()
          ? Optional.of(
              new ServeArguments(
                  CommonOptions.home(home, environment), given, withParent, rehearsing))
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
