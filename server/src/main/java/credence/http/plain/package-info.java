/// The fast path of predictions: plain requests are answered from the bytes of their connection,
/// without Vert.x. Other requests are left to Vert.x.
@NullMarked
package credence.http.plain;

import org.jspecify.annotations.NullMarked;
