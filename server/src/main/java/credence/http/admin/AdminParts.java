package credence.http.admin;

import credence.comparison.Comparisons;
import credence.promotion.Promotion;
import credence.registry.ModelRegistry;
import credence.retraining.Retraining;
import credence.token.AccessTokens;

/// The parts of a server that the admin port administers.
///
/// @param registry versions, aliases and their history
/// @param comparisons comparisons of candidates with champions
/// @param promotion moves aliases; called by workers because it accesses files
/// @param tokens the tokens for access from other machines
/// @param retraining training sets and training runs; continues when the port is closed
public record AdminParts(
    ModelRegistry registry,
    Comparisons comparisons,
    Promotion promotion,
    AccessTokens tokens,
    Retraining retraining) {}
