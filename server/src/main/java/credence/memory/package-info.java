/// How a server divides its memory. Each bound on what is held in the heap follows from one record,
/// so that the bounds together never exceed the heap.
@NullMarked
package credence.memory;

import org.jspecify.annotations.NullMarked;
