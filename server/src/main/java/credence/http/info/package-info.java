/// What both ports answer about the server: its versions and their documents, whether it is ready,
/// its metrics, the description of its interface, and the meaning of its problems.
@NullMarked
package credence.http.info;

import org.jspecify.annotations.NullMarked;
