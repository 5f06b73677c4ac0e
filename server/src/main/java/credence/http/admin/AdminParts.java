package credence.http.admin;

import credence.comparison.Comparisons;
import credence.promotion.Promotion;
import credence.registry.ModelRegistry;
import credence.retraining.Retraining;
import credence.token.AccessTokens;

/// What the admin port administers.
///
/// @param registry versions, aliases and their history
/// @param comparisons of candidates with champions
/// @param promotion moves the aliases; called by workers, since it reads and writes files
/// @param tokens who may come in from elsewhere
/// @param retraining training sets and training runs; goes on when the port is closed
public record AdminParts(
    ModelRegistry registry,
    Comparisons comparisons,
    Promotion promotion,
    AccessTokens tokens,
    Retraining retraining) {}
