/// Selection of rows and their split into a training and a validation side: the rules for missing
/// outcomes and repeated customers, splits, and the folds of a cross-validation.
@NullMarked
package credence.splitting;

import org.jspecify.annotations.NullMarked;
