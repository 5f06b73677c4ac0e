@NullMarked
package credence.console;

import org.jspecify.annotations.NullMarked;
