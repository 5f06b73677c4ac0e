@NullMarked
package credence.trainingset;

import org.jspecify.annotations.NullMarked;
