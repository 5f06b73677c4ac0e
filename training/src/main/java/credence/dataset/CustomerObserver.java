package credence.dataset;

/// Told of each customer once, while the ids are still there.
///
/// The table keeps no id: whatever is derived from one, such as the side of a split, is derived
/// here.
@FunctionalInterface
public interface CustomerObserver {
  /// Takes no note.
  CustomerObserver NONE = (_, _, _, _) -> {};

  /// Takes note of a customer; called in the order of the customers' numbers.
  ///
  /// @param customer the customer's number in the table, from 0
  /// @param id holds the id as text, in UTF-8: integers in decimal; only until this returns
  /// @param from where the id begins
  /// @param to where it ends, exclusive
  void newCustomer(int customer, byte[] id, int from, int to);
}
