/// The pieces of a prediction, one JMH benchmark each.
@NullMarked
package credence.benchmarks.pieces;

import org.jspecify.annotations.NullMarked;
