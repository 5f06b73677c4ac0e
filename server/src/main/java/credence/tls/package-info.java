/// The certificate and private key by which both ports prove to clients whom they talk to. Knows no
/// HTTP.
@NullMarked
package credence.tls;

import org.jspecify.annotations.NullMarked;
