/// Codecs: read bytes into a vector of an applicant's raw values, and write answers and problems.
/// Contains Credence's own codec, which is JSON, and the interfaces that every codec implements.
/// Independent of HTTP and of models: the inputs are given by the plan's layout.
@NullMarked
package credence.wire;

import org.jspecify.annotations.NullMarked;
