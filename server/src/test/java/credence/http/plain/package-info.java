@NullMarked
package credence.http.plain;

import org.jspecify.annotations.NullMarked;
