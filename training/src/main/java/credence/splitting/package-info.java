/// Which rows take part, which of them a model learns from and which validate it: the rules for
/// missing outcomes and repeated customers, splits, and the folds of a cross-validation.
@NullMarked
package credence.splitting;

import org.jspecify.annotations.NullMarked;
