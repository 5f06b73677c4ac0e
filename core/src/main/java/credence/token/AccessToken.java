package credence.token;

import java.time.Instant;
import java.util.regex.Pattern;

/// A token as it is kept: not the token itself, but what it is recognised by.
///
/// @param name whom it was made for; the author of what is done with it
/// @param sha256 the SHA-256 of the token, 64 lower-case hexadecimal digits
/// @param createdAt when it was made
public record AccessToken(String name, String sha256, Instant createdAt) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");

  /// Whether a text can be a token's name.
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// What a token's name looks like, for an error.
  public static String expectedName() {
    return "expected a token's name of 1 to 100 letters, digits, '.', '_', '@' or '-', beginning"
        + " with a letter or digit";
  }
}
