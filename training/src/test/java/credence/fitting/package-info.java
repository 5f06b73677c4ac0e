/// Tests of the solvers.
@NullMarked
package credence.fitting;

import org.jspecify.annotations.NullMarked;
