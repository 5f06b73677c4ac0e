/// HTML pages: the report of a version. Independent of HTTP.
@NullMarked
package credence.console;

import org.jspecify.annotations.NullMarked;
