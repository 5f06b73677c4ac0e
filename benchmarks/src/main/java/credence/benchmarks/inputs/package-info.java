/// What the benchmarks are fed with: the exercise's model and example, homes with many versions,
/// generated tables.
@NullMarked
package credence.benchmarks.inputs;

import org.jspecify.annotations.NullMarked;
