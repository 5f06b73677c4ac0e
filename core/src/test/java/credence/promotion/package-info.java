@NullMarked
package credence.promotion;

import org.jspecify.annotations.NullMarked;
