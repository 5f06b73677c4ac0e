@NullMarked
package credence.http.info;

import org.jspecify.annotations.NullMarked;
