@NullMarked
package credence.http.head;

import org.jspecify.annotations.NullMarked;
