package credence.hashing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// SipHash-2-4: a keyed hash of short texts that cannot be predicted without its key.
///
/// Aumasson and Bernstein, "SipHash: a fast short-input PRF" (2012): four 64-bit words of state,
/// two rounds for each eight bytes of input, four rounds at the end. It hashes ids to assign
/// customers to a side of a split or a share of the traffic, and does not change between versions,
/// machines or runs.
///
/// Immutable and thread-safe.
public final class SipHash24 {
  private static final VarHandle LITTLE_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final double FRACTION_UNIT = 0x1p-53;

  private final long key0;
  private final long key1;

  /// Creates the hash of a 128-bit key.
  ///
  /// @param key0 the key's first eight bytes, read little-endian
  /// @param key1 the key's last eight bytes, read little-endian
  public SipHash24(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /// Creates the hash of a seed for one purpose.
  ///
  /// Hashes of different purposes are independent even for the same seed: for example, the
  /// validation side and the fold of a customer.
  ///
  /// @param purpose what the hash decides, such as `split`; part of the key
  /// @param seed any number
  public static SipHash24 forSeed(String purpose, long seed) {
    return derived(purpose, seed);
  }

  /// Creates the hash of several numbers for one purpose.
  ///
  /// The key is the first 16 bytes of SHA-256 over the purpose in UTF-8, one zero byte, and each
  /// number as eight bytes big-endian.
  ///
  /// @param purpose what the hash decides; part of the key
  /// @param parts any numbers; the same number of parts for each use of a purpose
  public static SipHash24 derived(String purpose, long... parts) {
    MessageDigest sha256 = Sha256.digest();
    sha256.update(purpose.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
    for (long part : parts) {
      sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(0, part));
    }
    ByteBuffer key = ByteBuffer.wrap(sha256.digest()).order(ByteOrder.LITTLE_ENDIAN);
    return new SipHash24(key.getLong(), key.getLong());
  }

  /// Returns the hash of a text's UTF-8 bytes, all 64 bits of it.
  public long hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Returns the hash of the bytes, all 64 bits of it.
  public long hash(byte[] bytes) {
    return hash(bytes, 0, bytes.length);
  }

  /// Returns the hash of a part of some bytes, all 64 bits of it. Allocates nothing.
  ///
  /// @param from where the part begins
  /// @param to where it ends, exclusive
  public long hash(byte[] bytes, int from, int to) {
    long v0 = key0 ^ 0x736f6d6570736575L;
    long v1 = key1 ^ 0x646f72616e646f6dL;
    long v2 = key0 ^ 0x6c7967656e657261L;
    long v3 = key1 ^ 0x7465646279746573L;
    int wholeWords = (to - from) / Long.BYTES;
    for (int word = 0; word <= wholeWords + 2; word++) {
      // The input's words are followed by the padded last word and two words for the four final
      // rounds.
      boolean input = word <= wholeWords;
      long m = input ? word(bytes, from, to, word) : 0;
      if (word == wholeWords + 1) {
        v2 ^= 0xff;
      }
      v3 ^= m;
      for (int round = 0; round < 2; round++) {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32) + v3;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
      }
      v0 ^= m;
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  /// Returns the hash of a text as a fraction in [0, 1): its upper 53 bits as a multiple of 2^-53.
  ///
  /// For random keys the fractions of different texts are effectively uniform and independent.
  public double fraction(String text) {
    return fraction(hash(text));
  }

  /// Returns the hash of a part of some bytes as a fraction in [0, 1), as that of the text whose
  /// UTF-8 they are. Allocates nothing.
  ///
  /// @param from where the part begins
  /// @param to where it ends, exclusive
  public double fraction(byte[] bytes, int from, int to) {
    return fraction(hash(bytes, from, to));
  }

  private static double fraction(long hash) {
    return (hash >>> 11) * FRACTION_UNIT;
  }

  private static long word(byte[] bytes, int from, int to, int word) {
    int begin = from + word * Long.BYTES;
    if (begin + Long.BYTES <= to) {
      return (long) LITTLE_ENDIAN_LONG.get(bytes, begin);
    }
    long last = (long) (to - from) << 56;
    for (int i = begin; i < to; i++) {
      last |= (bytes[i] & 0xffL) << (Byte.SIZE * (i - begin));
    }
    return last;
  }
}
