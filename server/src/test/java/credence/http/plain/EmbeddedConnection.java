package credence.http.plain;

import credence.http.Connection;
import credence.http.LoneLoop;
import credence.http.LoopState;
import credence.http.Outgoing;
import io.netty.channel.embedded.EmbeddedChannel;

/// Connections without a socket and without Vert.x, whose plain requests are answered.
public final class EmbeddedConnection {
  private EmbeddedConnection() {}

  /// A connection of a loop.
  public static EmbeddedChannel of(LoopState loop) {
    PlainAnswers answers = new PlainAnswers(loop);
    Connection connection = LoneLoop.connection();
    Outgoing outgoing = new Outgoing(answers, loop, connection);
    return new EmbeddedChannel(outgoing, new PlainPredictions(answers, connection, outgoing));
  }
}
