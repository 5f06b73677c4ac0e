@NullMarked
package credence.token;

import org.jspecify.annotations.NullMarked;
