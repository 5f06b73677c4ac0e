package credence.wire;

import java.nio.charset.StandardCharsets;

/// How a batch is divided into records, and what is written around their answers.
///
/// Each record that a splitter hands on can be read without the rest of the batch, since it may be
/// kept without it. What a protocol writes once for all records, such as the names of columns, its
/// splitter repeats.
public sealed interface BatchForm {
  /// What is written around the answers.
  Frame frame();

  /// A batch that is divided when it has come whole.
  ///
  /// @param splitters makes a splitter for each batch
  record Whole(Frame frame, BatchSplitters splitters) implements BatchForm {}

  /// A batch that is divided, and answered, as it comes.
  ///
  /// @param splitters makes a splitter for each batch
  record Streamed(Frame frame, StreamSplitters splitters) implements BatchForm {}

  /// Makes splitters of batches that have come whole.
  @FunctionalInterface
  interface BatchSplitters {
    /// Makes a splitter.
    ///
    /// @param recordsMax how many records a batch may have
    /// @param budget is asked before more is held than the batch's own bytes
    BatchSplitter splitter(int recordsMax, ByteBudget budget);
  }

  /// Makes splitters of batches as they come.
  @FunctionalInterface
  interface StreamSplitters {
    /// Makes a splitter.
    ///
    /// @param recordBytesMax the longest record
    /// @param budget is asked before the beginning of a record is held
    StreamSplitter splitter(int recordBytesMax, ByteBudget budget);
  }

  /// What is written around the answers of a batch, each the same for every batch.
  final class Frame {
    private final byte[] begin;
    private final byte[] between;
    private final byte[] after;
    private final byte[] end;

    /// A frame.
    ///
    /// @param begin is written before all answers
    /// @param between between an answer and the next, when the next is written
    /// @param after after each answer, with it
    /// @param end after all answers
    public Frame(String begin, String between, String after, String end) {
      this.begin = begin.getBytes(StandardCharsets.UTF_8);
      this.between = between.getBytes(StandardCharsets.UTF_8);
      this.after = after.getBytes(StandardCharsets.UTF_8);
      this.end = end.getBytes(StandardCharsets.UTF_8);
    }

    /// Writes what comes before all answers.
    public void begin(ByteSink into) {
      into.write(begin);
    }

    /// Writes what comes between an answer and the next.
    public void between(ByteSink into) {
      into.write(between);
    }

    /// Writes what comes after each answer.
    public void after(ByteSink into) {
      into.write(after);
    }

    /// Writes what comes after all answers.
    public void end(ByteSink into) {
      into.write(end);
    }
  }
}
