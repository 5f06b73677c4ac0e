package credence.dataset;

/// Receives each customer once, while its id is available.
///
/// The table does not store ids: everything that depends on one, such as the side of a split, is
/// derived here.
@FunctionalInterface
public interface CustomerObserver {
  /// Ignores customers.
  CustomerObserver NONE = (_, _, _, _) -> {};

  /// Receives a customer; called in the order of the customers' numbers.
  ///
  /// @param customer the customer's number in the table, from 0
  /// @param id contains the id as UTF-8 text, integers in decimal; valid only until this method
  ///   returns
  /// @param from where the id begins
  /// @param to where it ends, exclusive
  void newCustomer(int customer, byte[] id, int from, int to);
}
