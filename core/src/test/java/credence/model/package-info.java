@NullMarked
package credence.model;

import org.jspecify.annotations.NullMarked;
