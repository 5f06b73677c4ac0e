/// Which rows a model learns from and which ones judge it: splits, and the folds of a
/// cross-validation.
@NullMarked
package credence.splitting;

import org.jspecify.annotations.NullMarked;
