@NullMarked
package credence.dataset;

import org.jspecify.annotations.NullMarked;
