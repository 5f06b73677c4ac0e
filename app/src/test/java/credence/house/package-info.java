@NullMarked
package credence.house;

import org.jspecify.annotations.NullMarked;
