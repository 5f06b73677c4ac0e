@NullMarked
package credence.http.server;

import org.jspecify.annotations.NullMarked;
