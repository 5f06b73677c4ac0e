@NullMarked
package credence.comparison;

import org.jspecify.annotations.NullMarked;
