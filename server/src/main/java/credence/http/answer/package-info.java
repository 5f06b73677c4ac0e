/// Answers applicants' records, for requests answered from their bytes and those handled by Vert.x
/// alike: chooses versions, writes answers, determines header fields, and records decisions.
@NullMarked
package credence.http.answer;

import org.jspecify.annotations.NullMarked;
