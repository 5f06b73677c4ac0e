package credence.http;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The exchanges of an event loop that are not over: a doubly linked list whose links are in the
/// exchanges, so that a request that begins and ends costs four stores.
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

  /// Hands on each exchange; the one handed on may be removed meanwhile.
  void forEach(Consumer<Exchange> consumer) {
    Exchange exchange = first;
    while (exchange != null) {
      Exchange after = exchange.next;
      consumer.accept(exchange);
      exchange = after;
    }
  }
}
