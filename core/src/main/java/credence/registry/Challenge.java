package credence.registry;

/// What the alias *challenger* has beside its version.
///
/// @param id the number of the record that began the challenge; a changed share does not change it,
///   another version does, and so does a new start after a stop
/// @param share the challenger's share of the traffic, in (0, 1]
public record Challenge(long id, double share) {}
