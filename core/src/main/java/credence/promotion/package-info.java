/// Moving the aliases: the check of the version that would get traffic, the override, and the move
/// that goes ahead only if nothing was moved in between. The admin port and the commands call this.
@NullMarked
package credence.promotion;

import org.jspecify.annotations.NullMarked;
