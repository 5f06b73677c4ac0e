package credence.http;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The open exchanges of an event loop: a doubly linked list whose links are in the exchanges, so
/// that adding and removing one costs only four stores.
final class OpenExchanges {
  private @Nullable Exchange first;

  void add(Exchange exchange) {
    exchange.next = first;
    if (first != null) {
      first.previous = exchange;
    }
    first = exchange;
  }

  void remove(Exchange exchange) {
    Exchange before = exchange.previous;
    Exchange after = exchange.next;
    if (before != null) {
      before.next = after;
    } else if (first == exchange) {
      first = after;
    }
    if (after != null) {
      after.previous = before;
    }
    exchange.previous = null;
    exchange.next = null;
  }

  /// Passes each exchange to a consumer, which may remove it.
  void forEach(Consumer<Exchange> consumer) {
    Exchange exchange = first;
    while (exchange != null) {
      Exchange after = exchange.next;
      consumer.accept(exchange);
      exchange = after;
    }
  }
}
