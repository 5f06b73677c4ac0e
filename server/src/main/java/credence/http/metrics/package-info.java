/// The metrics page, which sums the counts of the event loops.
@NullMarked
package credence.http.metrics;

import org.jspecify.annotations.NullMarked;
