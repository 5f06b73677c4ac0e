package credence.scoring;

import credence.model.VersionName;

/// A version that is loaded and serves requests.
///
/// @param name the version's name
/// @param index its index in the plan, from 0
/// @param scorer its scorer, for the plan's layout
public record LiveVersion(VersionName name, int index, Scorer scorer) {}
