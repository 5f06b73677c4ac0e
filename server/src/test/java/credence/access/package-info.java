@NullMarked
package credence.access;

import org.jspecify.annotations.NullMarked;
