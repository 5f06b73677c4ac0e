package credence.http;

import io.netty.channel.embedded.EmbeddedChannel;

/// Connections without a socket, whose plain requests are answered.
final class EmbeddedConnection {
  private EmbeddedConnection() {}

  /// A connection of a loop.
  static EmbeddedChannel of(LoopState loop) {
    PlainAnswers answers = new PlainAnswers(loop);
    Connection connection = LoneLoop.connection();
    Outgoing outgoing = new Outgoing(answers, loop, connection);
    return new EmbeddedChannel(outgoing, new PlainPredictions(answers, connection, outgoing));
  }
}
