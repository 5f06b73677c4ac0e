/// Profiles of training sets: each is checked once, and compared with earlier sets.
@NullMarked
package credence.profiling;

import org.jspecify.annotations.NullMarked;
