package credence.token;

import java.time.Instant;
import java.util.regex.Pattern;

/// The stored form of a token: its hash, not the token itself.
///
/// @param name its holder, recorded as the author of changes made with it
/// @param sha256 the SHA-256 of the token, 64 lower-case hexadecimal digits
/// @param createdAt when it was made
public record AccessToken(String name, String sha256, Instant createdAt) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");

  /// Whether a text is a valid token name.
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// The syntax of a token's name, for error messages.
  public static String expectedName() {
    return "expected a token's name of 1 to 100 letters, digits, '.', '_', '@' or '-', beginning"
        + " with a letter or digit";
  }
}
