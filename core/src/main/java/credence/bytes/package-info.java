/// A growing array to which answers and lines of logs are written.
@NullMarked
package credence.bytes;

import org.jspecify.annotations.NullMarked;
