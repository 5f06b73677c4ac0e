package credence.assignment;

import credence.hashing.SipHash24;

/// Decides for each applicant whether the challenger scores it.
///
/// `u = hash(registry key, challenge id, applicant id)` as a fraction in [0, 1), and the challenger
/// answers if `u < share`. `u` does not depend on the share, so raising the share only moves
/// applicants to the challenger and lowering it only moves them back; it depends on nothing that
/// differs between nodes or starts. Each challenge has an id of its own, so the assignments of
/// different challenges are independent; and the purpose is part of the hash's key ([SipHash24]),
/// so they are also independent of training splits.
///
/// What is hashed is the applicant's id as text in UTF-8: a string's content after its escapes have
/// been resolved, or an integer's digits and sign as received. The string `"17"` and the integer
/// `17` are therefore one applicant, as they are to the split by id.
///
/// Immutable and thread-safe.
public final class ShareAssignment {
  private static final String PURPOSE = "credence challenge";

  private final SipHash24 hash;
  private final double share;

  /// The assignment of one challenge.
  ///
  /// @param key the registry's key
  /// @param challengeId identifies this challenge among the registry's challenges
  /// @param share the challenger's share of the applicants, in (0, 1]
  /// @throws IllegalArgumentException if [#isShare(double)] returns false
  public ShareAssignment(AssignmentKey key, long challengeId, double share) {
    if (!isShare(share)) {
      throw new IllegalArgumentException("expected a share above 0 and at most 1: " + share);
    }
    this.hash = SipHash24.derived(PURPOSE, key.high(), key.low(), challengeId);
    this.share = share;
  }

  /// Whether the number is above 0 and at most 1.
  public static boolean isShare(double share) {
    return share > 0 && share <= 1;
  }

  /// The challenger's share of the applicants, in (0, 1].
  public double share() {
    return share;
  }

  /// Whether the challenger answers an applicant. Allocates nothing.
  ///
  /// @param id holds the applicant's id as text in UTF-8
  /// @param from where it begins
  /// @param to where it ends, exclusive
  public boolean isChallengers(byte[] id, int from, int to) {
    return hash.fraction(id, from, to) < share;
  }
}
