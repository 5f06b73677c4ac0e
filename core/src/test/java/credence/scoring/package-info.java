@NullMarked
package credence.scoring;

import org.jspecify.annotations.NullMarked;
