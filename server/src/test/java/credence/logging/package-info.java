@NullMarked
package credence.logging;

import org.jspecify.annotations.NullMarked;
