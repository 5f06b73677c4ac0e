package credence.hashing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// SHA-256 (FIPS 180-4), as 32 bytes or as text: 64 lower-case hexadecimal digits.
public final class Sha256 {
  /// The number of characters of a hash.
  public static final int CHARACTERS = 64;

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private Sha256() {}

  /// The hash of the concatenated parts, as text.
  public static String of(byte[]... parts) {
    return HexFormat.of().formatHex(bytes(parts));
  }

  /// The hash of the concatenated parts, as bytes.
  public static byte[] bytes(byte[]... parts) {
    MessageDigest digest = digest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  /// The hash of a digest's input, as text.
  public static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Whether the text can be a hash.
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /// A digest without input.
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
