/// Probability distributions. No I/O; only the JDK.
@NullMarked
package credence.evaluation.distribution;

import org.jspecify.annotations.NullMarked;
