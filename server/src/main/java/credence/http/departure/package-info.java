/// Sending answers: the turns of an event loop, the gate at which answers to scored requests wait
/// for the decision log, and the bytes held until they are sent.
@NullMarked
package credence.http.departure;

import org.jspecify.annotations.NullMarked;
