/// The page of metrics: sums up what the event loops count.
@NullMarked
package credence.http.metrics;

import org.jspecify.annotations.NullMarked;
