@NullMarked
package credence.http;

import org.jspecify.annotations.NullMarked;
