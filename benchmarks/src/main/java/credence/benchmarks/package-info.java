/// The command line of the benchmarks' own tools, as `benchmarks/run` calls them.
@NullMarked
package credence.benchmarks;

import org.jspecify.annotations.NullMarked;
