/// What a model is: the spec that asks for it, the encodings and coefficients that make it up, and
/// the version that publishes it. Needs the JDK alone and does no I/O.
@NullMarked
package credence.model;

import org.jspecify.annotations.NullMarked;
