@NullMarked
package credence.http.departure;

import org.jspecify.annotations.NullMarked;
