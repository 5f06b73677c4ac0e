/// Screening of the features of a training side: likely leaks of the outcome, informative missing
/// values, and columns that hardly have values.
@NullMarked
package credence.screening;

import org.jspecify.annotations.NullMarked;
