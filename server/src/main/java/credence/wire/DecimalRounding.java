package credence.wire;

import java.math.BigInteger;

/// Computes the double nearest to an integer times a power of ten, for powers that keep the result
/// well inside the range of doubles. It multiplies by the first 128 bits of the power of five and
/// rounds the first 55 bits of the product: Lemire, *Number Parsing at a Gigabyte per Second*
/// (Software: Practice and Experience 51, 2021), section 5, after Eisel; Mushtak and Lemire, *Fast
/// Number Parsing Without Fallback* (2023), prove that these bits suffice.
final class DecimalRounding {
  /// The maximum absolute exponent that is supported.
  static final int EXPONENT_MAX = 60;

  private static final int FRACTION_BITS = 52;
  private static final int EXPONENT_BIAS = 1023;

  /// The shift of a product that keeps the fraction with one bit above and two below.
  private static final int PRODUCT_SHIFT = Long.SIZE - FRACTION_BITS - 3;

  private static final long UNSETTLED = -1L >>> (Long.SIZE - PRODUCT_SHIFT);

  /// Below this power of five, no quotient of 64 bits is exact, so the reciprocal may be rounded
  /// down. From it on, the reciprocal is rounded up so that an exact quotient is not rounded down.
  private static final int EXACT_QUOTIENT_MIN = -27;

  /// The first 128 bits of each power of five, high and low.
  private static final long[] HIGH = new long[2 * EXPONENT_MAX + 1];

  private static final long[] LOW = new long[2 * EXPONENT_MAX + 1];

  static {
    for (int exponent = -EXPONENT_MAX; exponent <= EXPONENT_MAX; exponent++) {
      BigInteger bits = powerOfFive(exponent);
      HIGH[exponent + EXPONENT_MAX] = bits.shiftRight(Long.SIZE).longValue();
      LOW[exponent + EXPONENT_MAX] = bits.longValue();
    }
  }

  private DecimalRounding() {}

  private static BigInteger powerOfFive(int exponent) {
    int bits = 2 * Long.SIZE;
    BigInteger power = BigInteger.valueOf(5).pow(Math.abs(exponent));
    int length = power.bitLength();
    if (exponent >= 0) {
      return power.shiftLeft(bits).shiftRight(length);
    }
    BigInteger reciprocal = BigInteger.ONE.shiftLeft(length + bits - 1).divide(power);
    return exponent >= EXACT_QUOTIENT_MIN ? reciprocal.add(BigInteger.ONE) : reciprocal;
  }

  /// The double nearest to `integer` · 10^`exponent`, half to even.
  ///
  /// @param integer unsigned, not 0
  /// @param exponent from -[#EXPONENT_MAX] to [#EXPONENT_MAX]
  static double nearest(long integer, int exponent) {
    int leadingZeros = Long.numberOfLeadingZeros(integer);
    long factor = integer << leadingZeros;
    long power = HIGH[exponent + EXPONENT_MAX];
    long high = Math.unsignedMultiplyHigh(factor, power);
    long low = factor * power;
    if ((high & UNSETTLED) == UNSETTLED) {
      long carried = Math.unsignedMultiplyHigh(factor, LOW[exponent + EXPONENT_MAX]);
      low += carried;
      high += Long.compareUnsigned(carried, low) > 0 ? 1 : 0;
    }
    int top = (int) (high >>> (Long.SIZE - 1));
    long fraction = high >>> (top + PRODUCT_SHIFT);
    boolean isTie =
        Long.compareUnsigned(low, 1) <= 0
            && exponent >= -4
            && exponent <= 23
            && (fraction & 3) == 1
            && fraction << (top + PRODUCT_SHIFT) == high;
    fraction = (isTie ? fraction & ~1 : fraction + (fraction & 1)) >>> 1;
    int binaryExponent =
        (((152170 + 65536) * exponent) >> 16) + Long.SIZE - 1 + top - leadingZeros + EXPONENT_BIAS;
    if (fraction == 2L << FRACTION_BITS) {
      binaryExponent++;
    }
    return Double.longBitsToDouble(
        (fraction & ((1L << FRACTION_BITS) - 1)) | ((long) binaryExponent << FRACTION_BITS));
  }
}
