/// Wrong tokens, by the address that sent them.
@NullMarked
package credence.access;

import org.jspecify.annotations.NullMarked;
