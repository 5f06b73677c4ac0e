package credence.app;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The arguments of a process, as far as file names in them need more than the command-line library
/// does.
final class Arguments {
  private static final String DELIMITER = "--";
  private static final String DATA = "--data";
  private static final String TRAIN = "train";

  /// The options whose values are files or folders.
  private static final Set<String> OF_FILES =
      Set.of(DATA, "--spec", "--out", "--output", ServeArguments.HOME);

  /// The character by which the JVM replaces bytes that are not UTF-8.
  private static final String REPLACEMENT = "\uFFFD";

  /// The arguments of this process as bytes, each followed by a zero.
  private static final Path BYTES = Path.of("/proc/self/cmdline");

  private Arguments() {}

  /// The errors of names that are not UTF-8, one line each: of the arguments, the variable that
  /// names the home, and the current and the temporary folder. The JVM replaces the bytes that it
  /// cannot decode, so that such a name would be that of another file.
  static List<String> errors(String[] arguments, Map<String, String> environment) {
    List<String> errors = new ArrayList<>();
    List<byte[]> bytes =
        Arrays.stream(arguments).anyMatch(Arguments::isReplaced)
            ? bytes(arguments.length)
            : List.of();
    for (int i = 0; i < arguments.length; i++) {
      if (isReplaced(arguments[i]) && (bytes.isEmpty() || !isUtf8(bytes.get(i)))) {
        errors.add(
            "expected arguments in UTF-8, but "
                + arguments[i]
                + " is not: rename a file whose name has another encoding");
      }
    }
    addIfReplaced(
        "the variable CREDENCE_HOME", environment.get(CommonOptions.HOME_VARIABLE), errors);
    addIfReplaced("the current folder", System.getProperty("user.dir"), errors);
    addIfReplaced("the temporary folder", System.getProperty("java.io.tmpdir"), errors);
    return errors;
  }

  private static void addIfReplaced(String what, @Nullable String path, List<String> errors) {
    if (path != null && isReplaced(path) && !new File(path).exists()) {
      errors.add(
          "expected names in UTF-8, but that of "
              + what
              + ", "
              + path
              + ", is not: rename the folder or use another one");
    }
  }

  private static boolean isReplaced(String text) {
    return text.contains(REPLACEMENT);
  }

  /// The arguments as bytes; empty if the system does not provide them.
  private static List<byte[]> bytes(int count) {
    byte[] all;
    try {
      all = Files.readAllBytes(BYTES);
    } catch (IOException notLinux) {
      return List.of();
    }
    List<byte[]> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == 0) {
        words.add(Arrays.copyOfRange(all, from, i));
        from = i + 1;
      }
    }
    return words.size() < count ? List.of() : words.subList(words.size() - count, words.size());
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /// Joins file names that follow `--` with their option, since a name may begin with `-`: `--out
  /// -- NAME` becomes `--out=NAME`. In `train`, all words after `--data` and `--` are names of
  /// files.
  static String[] joined(String[] arguments) {
    List<String> joined = new ArrayList<>();
    boolean isTrain = arguments.length > 0 && arguments[0].equals(TRAIN);
    String option = "";
    int i = 0;
    while (i < arguments.length) {
      String word = arguments[i++];
      if (!word.equals(DELIMITER)) {
        option = word.startsWith("-") ? word : option;
        joined.add(word);
      } else if (isTrain && option.equals(DATA)) {
        if (joined.getLast().equals(DATA)) {
          joined.removeLast();
        }
        while (i < arguments.length) {
          joined.add(DATA + "=" + arguments[i++]);
        }
      } else if (OF_FILES.contains(option)
          && joined.getLast().equals(option)
          && i < arguments.length) {
        joined.removeLast();
        joined.add(option + "=" + arguments[i++]);
      } else {
        joined.add(word);
        option = "";
      }
    }
    return joined.toArray(String[]::new);
  }
}
