/// Handlers of requests for predictions that Vert.x has read: one applicant, an array, lines.
@NullMarked
package credence.http.predict;

import org.jspecify.annotations.NullMarked;
