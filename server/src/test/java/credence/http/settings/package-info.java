@NullMarked
package credence.http.settings;

import org.jspecify.annotations.NullMarked;
