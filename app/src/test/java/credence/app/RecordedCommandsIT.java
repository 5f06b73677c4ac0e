package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything that the commands print about the home of November 2026.
@DisplayName("The output of a command")
class RecordedCommandsIT {
  @TempDir private Path folder;
  private final Recording recording = new Recording("recorded-commands.txt");
  private final TimeZone zone = TimeZone.getDefault();
  private final Locale locale = Locale.getDefault();

  /// The machine's time zone and locale affect nothing; Egypt has other digits.
  @BeforeEach
  void readElsewhere() {
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
    Locale.setDefault(Locale.of("ar", "EG"));
    assertThat("%d".formatted(1)).isEqualTo("\u0661");
  }

  @AfterEach
  void readAsBefore() {
    TimeZone.setDefault(zone);
    Locale.setDefault(locale);
  }

  @Test
  @DisplayName("is as recorded, as text and as JSON")
  void printed() throws IOException {
    Path home = OldHome.unpack(folder);
    recording.mask(Pattern.quote(folder.toString()), "(folder)");
    recording.mask("credence_[A-Za-z0-9_-]{43}", "(token)");
    recording.mask("(?<=\"modified_millis\" : )\\d+", "(now)");
    recording.mask("\\d+([.,]\\d+)? (ms|s|seconds)\\b", "(time)");
    for (String words :
        new String[] {
          "models",
          "models show champion",
          "models show linear_2025_03_31",
          "models show nothing",
          "history",
          "history --json",
          "training-sets",
          "training-sets --json",
          "training-runs",
          "training-runs show 20261127-054526218-b02d68",
          "training-runs show 20261127-054811402-c81d91 --json",
          "training-runs show nothing",
          "tokens",
          "tokens create reader",
          "tokens",
          "tokens revoke reader",
          "tokens revoke nobody",
          "compare training_set_2025_09_30",
          "compare training_set_2025_09_30 --json",
          "compare training_set_2025_06_30",
          "compare removed_2025_06_30",
          "promote linear_2025_03_31 --author a --reason tried",
          "promote nothing --author a --reason tried",
          "promote training_set_2025_09_30",
          "promote training_set_2025_09_30 --author a --reason tried --override",
          "rollback --author a --reason tried",
          "challenge linear_2025_03_31 --share 2 --author a --reason tried",
          "challenge linear_2025_03_31 --share 0.25 --author a --reason tried",
          "challenge --stop --author a --reason tried",
          "shadow training_set_2025_09_30 --author a --reason tried",
          "shadow training_set_2025_09_30 --stop --author a --reason tried",
          "retire training_set_2025_06_30 --author a --reason tried",
          "retire linear_2025_03_31 --author a --reason tried",
          "retire linear_2025_03_31 --author a --reason tried --undo",
          "models remove training_set_2025_06_30 --author a --reason tried",
          "models remove retired_2025_03_31 --author a --reason tried",
          "train --version again_2025_09_30 --author a --reason tried",
          "train --version again_2025_06_30 --author a --reason tried --json",
          "train --version again_2025_06_30 --author a --reason tried",
          "train --version nothing --data nothing.parquet",
          "predict --version champion --data (folder)/applicants.jsonl --out (folder)/out.jsonl",
          "predict --version nothing --data (folder)/applicants.jsonl --out (folder)/out.jsonl",
          "predict --version champion --data (folder)/nothing.jsonl --out (folder)/out.jsonl",
          "predict --version champion --data (folder)/home/training-sets/"
              + "training_set_2025_09_30.parquet --out (folder)/out.parquet",
          "report champion --output (folder)/report.html",
          "report nothing --output (folder)/report.html",
          "history",
          "models --jsom",
          "modells"
        }) {
      run(home, words);
    }
    recording.finish();
  }

  /// Runs a command in this process and adds its exit code and its output.
  private void run(Path home, String words) {
    List<String> arguments = new ArrayList<>();
    for (String word : words.split(" ", -1)) {
      arguments.add(word.replace("(folder)", folder.toString()));
    }
    arguments.add("--home");
    arguments.add(home.toString());
    Launched.Ended ended = Homes.execute(arguments.toArray(String[]::new));
    recording.add(
        words, "exit " + ended.code() + "\n--- out\n" + ended.out() + "--- err\n" + ended.err());
  }
}
