@NullMarked
package credence.http.predict;

import org.jspecify.annotations.NullMarked;
