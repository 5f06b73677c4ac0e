package credence.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.duckdb.DuckDBPreparedStatement;

/// Runs a statement of the engine on a separate thread, so that it can be cancelled.
public final class WatchedStatement {
  private static final long POLL_MILLIS = 50;

  private final DuckDBPreparedStatement statement;
  private final FutureTask<Boolean> task;

  private WatchedStatement(DuckDBPreparedStatement statement) {
    this.statement = statement;
    this.task = new FutureTask<>(() -> runToEnd(statement));
  }

  /// Runs a statement to its end.
  ///
  /// @param proceed called repeatedly; returns whether to continue
  /// @return false if it was cancelled by `proceed` or an interrupt of this thread
  public static boolean run(DuckDBPreparedStatement statement, BooleanSupplier proceed)
      throws SQLException {
    WatchedStatement watched = new WatchedStatement(statement);
    Thread.ofPlatform().daemon().name("credence-statement").start(watched.task);
    while (proceed.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      if (watched.finishes()) {
        return true;
      }
    }
    watched.giveUp();
    return false;
  }

  /// A statement with a result ends when the last row of it has been fetched.
  private static boolean runToEnd(DuckDBPreparedStatement statement) throws SQLException {
    if (statement.execute()) {
      try (ResultSet result = statement.getResultSet()) {
        boolean more = true;
        while (more) {
          more = result.next();
        }
      }
    }
    return true;
  }

  /// Waits briefly; returns whether the statement has ended.
  private boolean finishes() throws SQLException {
    try {
      task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void giveUp() throws SQLException {
    boolean interrupted = Thread.interrupted();
    while (!task.isDone()) {
      statement.cancel();
      try {
        finishes();
      } catch (SQLException cancelled) {
        // The statement ends with an error because it was cancelled.
        continue;
      }
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
