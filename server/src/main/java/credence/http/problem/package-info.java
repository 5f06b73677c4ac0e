/// Problems (RFC 9457): their types with status codes, their occurrences, and the form of their
/// documents.
@NullMarked
package credence.http.problem;

import org.jspecify.annotations.NullMarked;
