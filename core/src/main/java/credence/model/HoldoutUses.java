package credence.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The comparisons that have been made on held-out customers. Each version that is compared on the
/// same customers is another chance to pass by accident, so their number determines the confidence
/// of the gates. Uses are only ever added.
///
/// @param uses in the order in which they were recorded
public record HoldoutUses(List<Use> uses) {
  /// No uses.
  public static final HoldoutUses NONE = new HoldoutUses(List.of());

  /// How many uses keep the sample of their customers, the latest ones.
  private static final int SAMPLES_MAX = 1_000;

  /// Copies the list.
  public HoldoutUses {
    uses = List.copyOf(uses);
  }

  /// A comparison.
  ///
  /// @param championMove the number of the record that had last moved the alias champion
  /// @param candidate the version that was compared
  /// @param champion the version that it was compared with
  /// @param customers the customers that the candidate holds out; null if unknown
  public record Use(
      long championMove,
      VersionName candidate,
      VersionName champion,
      @Nullable CustomerSample customers) {
    private boolean overlaps(Use other) {
      return customers == null || other.customers == null || customers.overlaps(other.customers);
    }

    private boolean isOf(VersionName version) {
      return candidate.equals(version) || champion.equals(version);
    }

    private Use withoutCustomers() {
      return customers == null ? this : new Use(championMove, candidate, champion, null);
    }
  }

  /// A sample of customers by the hashes of their ids, the smallest ones: all customers, if they
  /// are few. Two samples have a hash in common if the customers overlap, except if fewer than 1 %
  /// of the larger group are in both: then possibly not.
  public static final class CustomerSample {
    private static final int SIZE_MAX = 1_024;

    private final long[] hashes;

    /// The sample of customers.
    ///
    /// @param hashes a hash of each customer's id, uniformly distributed; may contain duplicates
    public static CustomerSample of(LongStream hashes) {
      return new CustomerSample(
          hashes
              .map(hash -> hash + Long.MIN_VALUE)
              .sorted()
              .distinct()
              .limit(SIZE_MAX)
              .map(hash -> hash - Long.MIN_VALUE)
              .toArray());
    }

    /// A sample of known hashes.
    ///
    /// @param hashes at most 1,024, ascending as unsigned numbers
    /// @throws IllegalArgumentException if there are more, or they do not ascend
    public CustomerSample(long... hashes) {
      if (hashes.length > SIZE_MAX) {
        throw new IllegalArgumentException("a sample of " + hashes.length + " customers");
      }
      for (int i = 1; i < hashes.length; i++) {
        if (Long.compareUnsigned(hashes[i - 1], hashes[i]) >= 0) {
          throw new IllegalArgumentException("the hashes of a sample ascend");
        }
      }
      this.hashes = hashes.clone();
    }

    /// The hashes, ascending as unsigned numbers.
    public long[] hashes() {
      return hashes.clone();
    }

    private boolean overlaps(CustomerSample other) {
      int i = 0;
      int j = 0;
      while (i < hashes.length && j < other.hashes.length) {
        int order = Long.compareUnsigned(hashes[i], other.hashes[j]);
        if (order == 0) {
          return true;
        }
        i += order < 0 ? 1 : 0;
        j += order > 0 ? 1 : 0;
      }
      return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof CustomerSample sample && Arrays.equals(hashes, sample.hashes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(hashes);
    }
  }

  /// These uses and another one. The customers of uses before the last move of the champion, and of
  /// those that have become too many, are dropped: then they count as overlapping with all others.
  public HoldoutUses with(Use use) {
    List<Use> all = new ArrayList<>(uses);
    if (!all.contains(use)) {
      all.add(use);
    }
    for (int i = 0; i < all.size(); i++) {
      Use old = all.get(i);
      if (old.championMove() != use.championMove() || i < all.size() - SAMPLES_MAX) {
        all.set(i, old.withoutCustomers());
      }
    }
    return new HoldoutUses(all);
  }

  /// Whether two versions have been compared.
  public boolean contains(VersionName candidate, VersionName champion) {
    return uses.stream()
        .anyMatch(use -> use.candidate().equals(candidate) && use.champion().equals(champion));
  }

  /// The number k of distinct versions that have been compared since the last move of the champion,
  /// or at any time with the present champion, on customers that overlap with those of a version;
  /// that version is included, the champion itself does not count. Without a use of the version
  /// among these, all of them count. Comparisons with a champion before it was replaced count
  /// because they are valid again after a rollback to it.
  ///
  /// @param version the version, which may have been removed
  /// @param champion the present champion
  /// @param championMove the number of the record that last moved the alias champion
  public long versionsCompared(VersionName version, VersionName champion, long championMove) {
    List<Use> counted =
        uses.stream()
            .filter(use -> use.championMove() == championMove || use.champion().equals(champion))
            .toList();
    List<Use> own = counted.stream().filter(use -> use.isOf(version)).toList();
    Set<VersionName> versions = new HashSet<>(Set.of(version));
    for (Use use : counted) {
      if (own.isEmpty() || own.stream().anyMatch(use::overlaps)) {
        versions.add(use.candidate());
        versions.add(use.champion());
      }
    }
    versions.removeIf(name -> name.equals(champion) && !name.equals(version));
    return versions.size();
  }
}
