/// The fast way of a prediction: plain requests are answered from the bytes of their connection,
/// without Vert.x. What is not plain is left to that.
@NullMarked
package credence.http.plain;

import org.jspecify.annotations.NullMarked;
