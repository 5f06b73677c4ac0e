package credence.app;

import credence.files.FileFailure;
import credence.registry.RegistryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Reports a failed command: one line on standard error, never a stack trace.
///
/// The stack trace of an unexpected failure is printed if enabled in the environment
/// ([#TRACE_VARIABLE]).
final class Failures implements IExecutionExceptionHandler {
  /// The environment variable that enables the stack trace of an unexpected failure.
  static final String TRACE_VARIABLE = "CREDENCE_TRACE";

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return report(e, command.getErr());
  }

  /// Prints the failure as one line, and returns its exit code.
  static int report(Exception e, PrintWriter err) {
    switch (e) {
      case RegistryException registry -> err.println("credence: " + registry.getMessage());
      case IOException io -> err.println("credence: " + FileFailure.words(io));
      case UncheckedIOException io when io.getCause() != null ->
          err.println("credence: " + FileFailure.words(io.getCause()));
      default -> {
        err.println(
            "credence: unexpected failure, please report it: "
                + e
                + (traceWanted() ? "" : "; " + TRACE_VARIABLE + "=true prints the stack trace"));
        if (traceWanted()) {
          e.printStackTrace(err);
        }
      }
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /// Whether stack traces are enabled.
  static boolean traceWanted() {
    return Boolean.parseBoolean(System.getenv(TRACE_VARIABLE));
  }
}
