package credence.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Reading a simple record allocates nothing,")
class ReaderAllocationTest {
  private static final int RECORDS = 2_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final ApplicantReader reader =
      new ApplicantReader(Layouts.withoutNearNames(), WireLimits.DEFAULT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"a1\",\"amount\":480.25,\"owner\":true,\"region\":\"north\",\"income\":\"5\"}",
        "{\"id\":\"a1\",\"amount\":480,\"owner\":1,\"region\":5,\"income\":5}",
        "{\"id\":\"a1\",\"amount\":4.8e2,\"owner\":0.0,\"region\":5.0,\"income\":true}",
        "{\"id\":17,\"amount\":null,\"owner\":\"false\",\"region\":-73517351.0,\"_\":\"5\"}",
        "{\"id\":17,\"NearName\":1,\"region\":123456789012345,\"_\":-0}"
      })
  @DisplayName("whatever levels and booleans are written as")
  void nothing(String record) {
    byte[] bytes = record.getBytes(UTF_8);
    read(bytes, RECORDS);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    read(bytes, RECORDS);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat((double) allocated / RECORDS).as("bytes for each record").isLessThan(1);
  }

  private void read(byte[] bytes, int times) {
    for (int i = 0; i < times; i++) {
      assertThatRead(reader.read(bytes, 0, bytes.length));
    }
  }

  private static void assertThatRead(boolean read) {
    if (!read) {
      throw new AssertionError("expected a record that can be read");
    }
  }
}
