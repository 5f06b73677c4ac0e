@NullMarked
package credence.training;

import org.jspecify.annotations.NullMarked;
