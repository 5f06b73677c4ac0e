/// The condition of a server's home: whether it can be written, its space, and the numbers of its
/// training sets and training runs; no HTTP.
@NullMarked
package credence.homewatch;

import org.jspecify.annotations.NullMarked;
