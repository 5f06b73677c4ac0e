package credence.wire;

/// ByteBudget for bytes that a reader has to hold, of which there is a limited amount.
@FunctionalInterface
public interface ByteBudget {
  /// ByteBudget without a limit.
  ByteBudget UNLIMITED = _ -> true;

  /// Asks for more budget, or gives some back.
  ///
  /// @param bytes how much more; negative: how much less, which is never refused
  /// @return false if there is none
  boolean change(int bytes);
}
