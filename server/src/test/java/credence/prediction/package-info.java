@NullMarked
package credence.prediction;

import org.jspecify.annotations.NullMarked;
