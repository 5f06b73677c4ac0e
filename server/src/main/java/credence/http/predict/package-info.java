/// Handlers of prediction requests that are read by Vert.x, for single applicants and batches, and
/// the table of their protocols.
@NullMarked
package credence.http.predict;

import org.jspecify.annotations.NullMarked;
