/// Models: specs, encodings and coefficients, and versions. Needs the JDK alone and does no I/O.
@NullMarked
package credence.model;

import org.jspecify.annotations.NullMarked;
