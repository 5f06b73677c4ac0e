/// Moving the aliases: the check of the version that would receive traffic, the override, and the
/// conditional move. Used by the admin port and the commands.
@NullMarked
package credence.promotion;

import org.jspecify.annotations.NullMarked;
