@NullMarked
package credence.engine;

import org.jspecify.annotations.NullMarked;
