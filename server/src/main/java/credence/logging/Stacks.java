package credence.logging;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Formats the origin of an exception as one line.
final class Stacks {
  private static final int FRAMES_MAX = 12;

  private Stacks() {}

  /// The innermost frames, then the class and frames of the causes, without any message.
  static String of(Throwable thrown) {
    StringBuilder line = new StringBuilder(frames(thrown));
    Throwable cause = thrown.getCause();
    for (int depth = 0; cause != null && depth < 3; depth++, cause = cause.getCause()) {
      line.append(" caused by ").append(cause.getClass().getName());
      line.append(' ').append(frames(cause));
    }
    return line.toString();
  }

  private static String frames(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .limit(FRAMES_MAX)
        .map(f -> f.getClassName() + "." + f.getMethodName() + ":" + f.getLineNumber())
        .collect(Collectors.joining(" < "));
  }
}
