package credence.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Settings as options of a command.
final class SettingOptions {
  private SettingOptions() {}

  /// Adds an option for each setting to a command; help shows its default and its environment
  /// variable.
  static CommandLine addTo(CommandLine command, List<Setting> settings) {
    CommandSpec spec = command.getCommandSpec();
    for (Setting setting : settings) {
      spec.addOption(
          OptionSpec.builder(setting.option())
              .type(String.class)
              .paramLabel(setting.kind().label())
              .description(
                  setting.meaning()
                      + " Default: "
                      + (setting.byDefault().isEmpty() ? "none" : setting.byDefault())
                      + ". ("
                      + setting.variable()
                      + ", "
                      + setting.name()
                      + ")")
              .build());
    }
    return command;
  }

  /// The given options, by the setting's name.
  static Map<String, String> given(CommandLine command, List<Setting> settings) {
    Map<String, String> given = new LinkedHashMap<>();
    for (Setting setting : settings) {
      String value = command.getCommandSpec().findOption(setting.option()).getValue();
      if (value != null) {
        given.put(setting.name(), value);
      }
    }
    return given;
  }
}
