/// Pages for people: a version's report as one HTML document. Knows nothing of HTTP.
@NullMarked
package credence.console;

import org.jspecify.annotations.NullMarked;
