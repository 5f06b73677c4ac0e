/// How good a model's probabilities are, and how far its inputs have drifted: pure arithmetic over
/// rows in memory, in which the customer, not the row, is the independent unit.
@NullMarked
package credence.evaluation;

import org.jspecify.annotations.NullMarked;
