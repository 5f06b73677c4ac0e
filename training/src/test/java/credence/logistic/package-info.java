/// Tests of the solvers.
@NullMarked
package credence.logistic;

import org.jspecify.annotations.NullMarked;
