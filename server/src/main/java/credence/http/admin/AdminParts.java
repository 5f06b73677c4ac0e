package credence.http.admin;

import credence.access.AccessTokens;
import credence.comparison.Comparisons;
import credence.comparison.PromotionCheck;
import credence.model.VersionName;
import credence.registry.ModelRegistry;
import credence.retraining.Retraining;
import java.util.function.Function;

/// What the admin port administers.
///
/// @param registry versions, aliases and their history
/// @param comparisons of candidates with champions
/// @param promotionCheck tells what speaks against giving a version traffic; called by workers, may
///   read files
/// @param tokens who may come in from elsewhere
/// @param retraining training sets and training runs; goes on when the port is closed
public record AdminParts(
    ModelRegistry registry,
    Comparisons comparisons,
    Function<VersionName, PromotionCheck> promotionCheck,
    AccessTokens tokens,
    Retraining retraining) {}
