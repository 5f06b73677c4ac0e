package credence.wire;

/// A limited amount of memory for bytes that a reader or splitter holds.
@FunctionalInterface
public interface ByteBudget {
  /// A budget without a limit.
  ByteBudget UNLIMITED = _ -> true;

  /// Reserves or releases bytes.
  ///
  /// @param bytes the number of bytes to reserve; a negative number releases bytes and always
  ///   succeeds
  /// @return whether the change was made; false if the budget is exhausted
  boolean change(int bytes);
}
