/// What the server tells its operators: one structured line for each event, never a customer's
/// data.
@NullMarked
package credence.logging;

import org.jspecify.annotations.NullMarked;
