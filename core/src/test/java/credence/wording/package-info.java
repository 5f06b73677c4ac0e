@NullMarked
package credence.wording;

import org.jspecify.annotations.NullMarked;
