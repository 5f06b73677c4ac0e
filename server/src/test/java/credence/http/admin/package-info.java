@NullMarked
package credence.http.admin;

import org.jspecify.annotations.NullMarked;
