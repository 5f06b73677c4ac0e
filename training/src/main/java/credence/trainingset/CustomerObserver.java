package credence.trainingset;

/// Told of each customer once, while the ids are still there as text.
///
/// The table keeps no id: whatever is derived from one, such as the side of a split, is derived
/// here.
@FunctionalInterface
public interface CustomerObserver {
  /// Takes note of a customer; called in the order of the customers' numbers.
  ///
  /// @param customer the customer's number in the table, from 0
  /// @param id the id as text: integers in decimal, bytes read as UTF-8
  void newCustomer(int customer, String id);
}
