/// Heads of HTTP messages, read from bytes or from header fields: what frames a message, and what a
/// client asks for. It holds no connection.
@NullMarked
package credence.http.head;

import org.jspecify.annotations.NullMarked;
