/// Fitting models to rows: a trainer for each kind of model.
@NullMarked
package credence.fitting;

import org.jspecify.annotations.NullMarked;
