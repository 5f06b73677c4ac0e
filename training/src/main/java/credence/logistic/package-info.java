/// Logistic regression on encoded rows: the solvers, the fits that they give, and standard errors.
@NullMarked
package credence.logistic;

import org.jspecify.annotations.NullMarked;
