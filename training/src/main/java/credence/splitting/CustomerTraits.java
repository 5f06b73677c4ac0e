package credence.splitting;

import credence.dataset.CustomerObserver;
import credence.model.ModelSpec;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Values derived from each customer's id while it is read, or from the key of a row without an id:
/// the side of a split by id or by row, and the fold of a cross-validation.
public final class CustomerTraits implements CustomerObserver {
  private final @Nullable SplitById split;
  private final @Nullable Folds folds;
  private final BitSet validating = new BitSet();
  private short[] foldOfCustomer = new short[1024];

  public CustomerTraits(ModelSpec spec) {
    ModelSpec.Split asked = spec.split();
    split = spec.isSplitByHash() ? new SplitById(asked.seed(), asked.share()) : null;
    folds =
        spec.crossValidationFolds() > 0
            ? new Folds(asked.seed(), spec.crossValidationFolds())
            : null;
  }

  @Override
  public void newCustomer(int customer, byte[] id, int from, int to) {
    if (split != null) {
      validating.set(customer, split.side(id, from, to) == Side.VALIDATION);
    }
    if (folds != null) {
      if (customer == foldOfCustomer.length) {
        foldOfCustomer = Arrays.copyOf(foldOfCustomer, 2 * customer);
      }
      foldOfCustomer[customer] = (short) folds.fold(id, from, to);
    }
  }

  /// The side of a customer in a split by id.
  Side side(int customer) {
    return validating.get(customer) ? Side.VALIDATION : Side.TRAINING;
  }

  /// The fold of a customer in a cross-validation, from 0.
  public int fold(int customer) {
    return foldOfCustomer[customer];
  }
}
