@NullMarked
package credence.fitting;

import org.jspecify.annotations.NullMarked;
