@NullMarked
package credence.tls;

import org.jspecify.annotations.NullMarked;
