@NullMarked
package credence.profiling;

import org.jspecify.annotations.NullMarked;
