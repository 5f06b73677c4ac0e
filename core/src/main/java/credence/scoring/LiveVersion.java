package credence.scoring;

import credence.model.VersionName;

/// A version that is loaded and answers.
///
/// @param name the version's name
/// @param index its place in the plan's order, from 0
/// @param scorer scores by it, from the plan's layout
public record LiveVersion(VersionName name, int index, Scorer scorer) {}
