package credence.assignment;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The key of a registry's assignments: 128 bits drawn once, at the registry's first challenge.
/// Without it, the applicants that a challenger scores cannot be predicted, so it is kept secret.
///
/// @param high the first 64 bits
/// @param low the last 64 bits
public record AssignmentKey(long high, long low) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
  private static final HexFormat HEX = HexFormat.of();

  /// Draws a key.
  public static AssignmentKey random() {
    SecureRandom random = new SecureRandom();
    return new AssignmentKey(random.nextLong(), random.nextLong());
  }

  /// Parses the result of [#text()]; empty if the text is not a key.
  public static Optional<AssignmentKey> of(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(
            new AssignmentKey(
                HexFormat.fromHexDigitsToLong(text, 0, 16),
                HexFormat.fromHexDigitsToLong(text, 16, 32)))
        : Optional.empty();
  }

  /// The key as 32 lower-case hexadecimal digits, to be kept.
  public String text() {
    return HEX.toHexDigits(high) + HEX.toHexDigits(low);
  }

  /// Does not reveal the key.
  @Override
  public String toString() {
    return "AssignmentKey[not shown]";
  }
}
