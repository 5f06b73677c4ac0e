package credence.wire;

import credence.bytes.ByteSink;
import java.nio.charset.StandardCharsets;

/// The form of batches in a protocol: how a batch is split into records, and the text around their
/// answers.
///
/// A splitter returns records that can be read independently of the rest of the batch, since they
/// may be stored without it. If a protocol sends data once for all records, such as the names of
/// columns, the splitter adds it to each record.
public sealed interface BatchForm {
  /// The text around the answers.
  Frame frame();

  /// Batches that are split after they have been received completely.
  ///
  /// @param splitters creates a splitter for each batch
  record Whole(Frame frame, BatchSplitters splitters) implements BatchForm {}

  /// Batches that are split and answered while they are received.
  ///
  /// @param splitters creates a splitter for each batch
  record Streamed(Frame frame, StreamSplitters splitters) implements BatchForm {}

  /// Creates splitters for complete batches.
  @FunctionalInterface
  interface BatchSplitters {
    /// Creates a splitter.
    ///
    /// @param recordsMax the maximum number of records of a batch
    /// @param budget the budget for memory in addition to the batch's bytes
    BatchSplitter splitter(int recordsMax, ByteBudget budget);
  }

  /// Creates splitters for batches that are being received.
  @FunctionalInterface
  interface StreamSplitters {
    /// Creates a splitter.
    ///
    /// @param recordBytesMax the maximum length of a record, in bytes
    /// @param budget the budget for partial records
    StreamSplitter splitter(int recordBytesMax, ByteBudget budget);
  }

  /// The text around the answers of a batch, the same for every batch.
  final class Frame {
    private final byte[] begin;
    private final byte[] between;
    private final byte[] after;
    private final byte[] end;

    /// Creates a frame.
    ///
    /// @param begin the text before all answers
    /// @param between the text between two answers, written with the second
    /// @param after the text after each answer, written with it
    /// @param end the text after all answers
    public Frame(String begin, String between, String after, String end) {
      this.begin = begin.getBytes(StandardCharsets.UTF_8);
      this.between = between.getBytes(StandardCharsets.UTF_8);
      this.after = after.getBytes(StandardCharsets.UTF_8);
      this.end = end.getBytes(StandardCharsets.UTF_8);
    }

    /// Writes the text before all answers.
    public void begin(ByteSink into) {
      into.write(begin);
    }

    /// Writes the text between two answers.
    public void between(ByteSink into) {
      into.write(between);
    }

    /// Writes the text after an answer.
    public void after(ByteSink into) {
      into.write(after);
    }

    /// Writes the text after all answers.
    public void end(ByteSink into) {
      into.write(end);
    }
  }
}
