package credence.dataset;

import java.util.List;

/// A 64-bit hash of the id of each customer of a table, by the customer's number: SipHash-2-4 of
/// the id's UTF-8 text under a fixed key, the same in every table.
///
/// Documents hold digests of these hashes, so the key never changes. Immutable and thread-safe.
public final class CustomerHashes {
  static final int PAGE_SHIFT = 15;
  static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;

  private final List<long[]> pages;
  private final int count;

  CustomerHashes(List<long[]> pages, int count) {
    this.pages = List.copyOf(pages);
    this.count = count;
  }

  /// The number of customers.
  int count() {
    return count;
  }

  /// The hash of a customer's id.
  ///
  /// @param customer the customer's number, from 0
  public long get(int customer) {
    return get(pages, customer);
  }

  static long get(List<long[]> pages, int number) {
    return pages.get(number >>> PAGE_SHIFT)[number & PAGE_MASK];
  }
}
