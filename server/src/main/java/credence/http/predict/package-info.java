/// Handlers of requests for predictions that Vert.x has read, one applicant or a batch, and the
/// table of the protocols that they speak.
@NullMarked
package credence.http.predict;

import org.jspecify.annotations.NullMarked;
