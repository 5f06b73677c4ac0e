/// The use cases of training: a version is trained and published, and compared with the champion;
/// training sets are checked; files are scored. A command or a server's child process parses its
/// arguments, runs one of these jobs, and prints its result.
@NullMarked
package credence.job;

import org.jspecify.annotations.NullMarked;
