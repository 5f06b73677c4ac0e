/// The division of a server's memory. All limits of memory held in the heap are derived from one
/// record, so that together they never exceed the heap.
@NullMarked
package credence.memory;

import org.jspecify.annotations.NullMarked;
