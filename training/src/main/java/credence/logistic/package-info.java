/// Logistic regression on encoded rows: the solvers, their fits, and standard errors.
@NullMarked
package credence.logistic;

import org.jspecify.annotations.NullMarked;
