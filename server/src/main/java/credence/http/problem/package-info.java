/// What can be wrong with a request or with the server, and how it is written: problems and their
/// types, which have the status codes.
@NullMarked
package credence.http.problem;

import org.jspecify.annotations.NullMarked;
