/// Tests of the load generator: what it counts has to be true.
@NullMarked
package credence.benchmarks.load;

import org.jspecify.annotations.NullMarked;
