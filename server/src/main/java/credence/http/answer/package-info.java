/// An applicant's record in, an answer or a problem out, whatever way the record came: which
/// versions are asked, what is written, which header fields an answer has, and what is recorded.
@NullMarked
package credence.http.answer;

import org.jspecify.annotations.NullMarked;
