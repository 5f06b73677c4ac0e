@NullMarked
package credence.homewatch;

import org.jspecify.annotations.NullMarked;
