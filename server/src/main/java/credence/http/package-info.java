/// The HTTP interface: routes, wire forms and the one place that knows status codes. Everything
/// that decides anything stands in `credence.prediction`.
@NullMarked
package credence.http;

import org.jspecify.annotations.NullMarked;
