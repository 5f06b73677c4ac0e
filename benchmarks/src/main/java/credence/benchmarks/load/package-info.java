/// The load generator: requests at a fixed rate or as fast as answers come, with latency counted
/// from the instant at which each request was due.
@NullMarked
package credence.benchmarks.load;

import org.jspecify.annotations.NullMarked;
