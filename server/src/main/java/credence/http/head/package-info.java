/// Heads of HTTP messages, parsed from bytes or from header fields: message framing and content
/// negotiation. Independent of connections.
@NullMarked
package credence.http.head;

import org.jspecify.annotations.NullMarked;
