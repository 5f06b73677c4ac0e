package credence.decision.segment;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a segment's file: `WRITER-NUMBER.jsonl`.
///
/// @param writer the name of its writer: 12 lower-case letters and digits
/// @param number its number among those of its writer, from 1
record SegmentName(String writer, int number) {
  private static final Pattern FORM = Pattern.compile("([a-z0-9]{12})-([1-9]\\d{0,6})\\.jsonl");

  /// The name of a file; empty if it is not a segment.
  static Optional<SegmentName> of(Path file) {
    Matcher name = FORM.matcher(String.valueOf(file.getFileName()));
    return name.matches()
        ? Optional.of(new SegmentName(name.group(1), Integer.parseInt(name.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return writer + "-" + number + ".jsonl";
  }
}
