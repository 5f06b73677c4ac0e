/// Fitting a logistic regression to encoded rows: the solvers, and what they say about the fit.
@NullMarked
package credence.fitting;

import org.jspecify.annotations.NullMarked;
