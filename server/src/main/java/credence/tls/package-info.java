/// The certificate and private key with which both ports authenticate themselves to clients.
/// Independent of HTTP.
@NullMarked
package credence.tls;

import org.jspecify.annotations.NullMarked;
