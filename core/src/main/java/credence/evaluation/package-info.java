/// Performance metrics of a model's probabilities and drift of its inputs: pure arithmetic over
/// rows in memory, in which the customer, not the row, is the independent unit.
@NullMarked
package credence.evaluation;

import org.jspecify.annotations.NullMarked;
