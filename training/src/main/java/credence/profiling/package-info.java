/// Profiles of training sets: each is checked once, and what it holds is compared with the sets
/// before it.
@NullMarked
package credence.profiling;

import org.jspecify.annotations.NullMarked;
