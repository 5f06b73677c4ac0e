/// The server's log: one structured line for each event, never with a customer's data.
@NullMarked
package credence.logging;

import org.jspecify.annotations.NullMarked;
