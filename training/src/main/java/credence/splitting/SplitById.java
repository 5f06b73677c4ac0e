package credence.splitting;

import credence.hashing.SipHash24;
import credence.model.Result;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// A split by customer: the same id is on the same side in every file and every retraining.
///
/// The id as text is hashed ([SipHash24], key for the purpose `credence split` and the seed); the
/// row is on the validation side if the hash as a fraction in [0, 1) is below the share. Raising
/// the share moves customers from training to validation only. Immutable, safe to use from any
/// number of threads.
public final class SplitById {
  private final SipHash24 hash;
  private final double share;

  /// Creates the split of a seed.
  ///
  /// @param seed any number
  /// @param share of the customers on the validation side, above 0 and below 1
  public SplitById(long seed, double share) {
    Shares.check(share);
    this.hash = SipHash24.forSeed("credence split", seed);
    this.share = share;
  }

  /// Returns the side of a customer: training or validation.
  public Side side(String id) {
    return side(hash.fraction(id));
  }

  /// Returns the side of a customer whose id is a part of some bytes, in UTF-8. Allocates nothing.
  ///
  /// @param from where the id begins
  /// @param to where it ends, exclusive
  public Side side(byte[] id, int from, int to) {
    return side(hash.fraction(id, from, to));
  }

  private Side side(double fraction) {
    return fraction < share ? Side.VALIDATION : Side.TRAINING;
  }

  /// Splits rows by their ids; rejected if a row has none.
  ///
  /// @param rows at least 0
  /// @param idOfRow the id as text of the rows 0 to rows - 1, null where it is missing; called in
  ///   order
  public Result<Split> split(int rows, IntFunction<@Nullable String> idOfRow) {
    MissingIds missing = new MissingIds();
    Split split =
        Split.ofSides(
            rows,
            row -> {
              String id = idOfRow.apply(row);
              if (id == null) {
                missing.add(row);
                return Side.NEITHER;
              }
              return side(id);
            });
    return missing.count == 0 ? Result.of(split) : Result.rejected("split", missing.error());
  }

  private static final class MissingIds {
    private int count;
    private int firstRow;

    void add(int row) {
      if (count++ == 0) {
        firstRow = row;
      }
    }

    String error() {
      return String.format(
              Locale.ROOT,
              "%d rows have no id, the first is row %d (counted from 0); ",
              count,
              firstRow)
          + "a split by id needs one in every row: add ids or remove these rows";
    }
  }
}
