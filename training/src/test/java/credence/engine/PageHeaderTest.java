package credence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageHeaderTest {
  /// Fields 1 to 3 of a header: its type 0, 40 bytes, 20 bytes compressed.
  private static final String SIZES = "1500 1550 1528 ";

  @TempDir private Path folder;

  private Optional<PageHeader> header(String hex) throws IOException {
    return header(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private Optional<PageHeader> header(byte[] bytes) throws IOException {
    byte[] page = new byte[4 + bytes.length];
    System.arraycopy(bytes, 0, page, 4, bytes.length);
    Path path = Files.write(folder.resolve("page"), page);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      return PageHeader.read(file, 4, page.length);
    }
  }

  @Test
  void hasTheLengthsOfThePageAndItsChecksum() throws IOException {
    assertThat(header(SIZES + "00")).contains(new PageHeader(7, 40, 20, -1));
    assertThat(header(SIZES + "1501 00")).contains(new PageHeader(9, 40, 20, 0xffff_ffffL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1500 1550 1628 00", // A length of 64 bits.
        "1500 1550 1528 1602 00", // A checksum of 64 bits.
        "1500 1550 1528 1100", // A checksum that is a boolean.
        "1500 1550 1527 00", // A negative length.
        "1500 1550 1580808080808001 00", // A length that does not fit 32 bits.
        "1500 1550 00", // No length of the page in the file.
        "1500 1550 1528" // No end.
      })
  void isAbsentIfItIsNotThatOfAPage(String hex) throws IOException {
    assertThat(header(hex)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 300, 20_000, 1_000_000, 1_048_600})
  void mayHaveStatisticsOfLongTextsUpToAMebibyte(int textBytes) throws IOException {
    byte[] sizes = HexFormat.of().parseHex(SIZES.replace(" ", ""));
    // Field 5 is a struct with a text as its field 1; the length is a varint of three bytes.
    byte[] header = Arrays.copyOf(sizes, sizes.length + 2 + 3 + textBytes + 2);
    int at = sizes.length;
    header[at++] = 0x2c;
    header[at++] = 0x18;
    header[at++] = (byte) ((textBytes & 0x7f) | 0x80);
    header[at++] = (byte) ((textBytes >> 7 & 0x7f) | 0x80);
    header[at] = (byte) (textBytes >> 14);
    assertThat(header(header).map(PageHeader::length))
        .isEqualTo(textBytes > 1 << 20 ? Optional.empty() : Optional.of(header.length));
  }
}
