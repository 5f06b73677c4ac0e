@NullMarked
package credence.evaluation.distribution;

import org.jspecify.annotations.NullMarked;
