package credence.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;

/// A request of a bad client.
enum BadRequest {
  /// A head of 1,900 fields that never ends.
  HEAD {
    @Override
    byte[] bytes(String query) {
      return ascii("POST /predict" + query + " HTTP/1.1\r\nHost: x\r\n" + "a:\r\n".repeat(1_900));
    }
  },
  /// A body of nearly 64 KiB whose last byte is never sent.
  BODY {
    @Override
    byte[] bytes(String query) {
      return ascii(head("/predict", query, "application/json", 65_000) + " ".repeat(64_999));
    }
  },
  /// Lines of empty applicants, 64 KiB of them: three bytes each, answered by many.
  LINES {
    @Override
    byte[] bytes(String query) {
      return whole("/predict/batch", query, "application/x-ndjson", "{}\n".repeat(21_845));
    }
  },
  /// A line of nearly 64 KiB that never ends, in a body of 16 MiB.
  LINE {
    @Override
    byte[] bytes(String query) {
      return ascii(
          head("/predict/batch", query, "application/x-ndjson", 16 << 20)
              + "{}\n{\"id\":\""
              + "x".repeat(65_000));
    }
  },
  /// An array of 100,000 empty applicants, 300 KB.
  ARRAY {
    @Override
    byte[] bytes(String query) {
      return whole("/predict/batch", query, "application/json", "[" + "{},".repeat(99_999) + "{}]");
    }
  },
  /// Faulty predictions, one after the other without waiting.
  PIPELINED_FAULTY {
    @Override
    byte[] bytes(String query) {
      return repeated(whole("/predict", query, "application/json", "{\"id\":\"\"}"));
    }
  },
  /// Valid plain predictions, one after the other without waiting.
  PIPELINED_PLAIN {
    @Override
    byte[] bytes(String query) {
      return repeated(whole("/predict", query, "application/json", APPLICANT));
    }
  },
  /// Valid predictions with a request id, one after the other without waiting.
  PIPELINED_TRACED {
    @Override
    byte[] bytes(String query) {
      return repeated(
          ascii(
              head("/predict", query, "application/json", APPLICANT.length())
                      .replaceFirst("\r\n", "\r\nX-Request-Id: bad-1\r\n")
                  + APPLICANT));
    }
  };

  /// An applicant whom both versions of [BadClientsIT] can score.
  static final String APPLICANT = applicant();

  /// The bytes to send.
  ///
  /// @param query the query with its question mark; may be empty
  abstract byte[] bytes(String query);

  /// Whether the bytes end a request, so that they can be sent again.
  boolean ends() {
    return this != HEAD && this != BODY && this != LINE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String applicant() {
    StringBuilder applicant = new StringBuilder("{\"id\":\"c1\"");
    for (int i = 0; i < BadClientsIT.INPUTS; i++) {
      applicant.append(",\"x_").append(i).append("\":").append(i % 7);
    }
    return applicant.append('}').toString();
  }

  private static byte[] repeated(byte[] request) {
    byte[] all = new byte[request.length * Math.max(1, 65_536 / request.length)];
    for (int at = 0; at < all.length; at += request.length) {
      System.arraycopy(request, 0, all, at, request.length);
    }
    return all;
  }

  private static byte[] whole(String path, String query, String type, String body) {
    return ascii(head(path, query, type, body.length()) + body);
  }

  private static String head(String path, String query, String type, int bodyBytes) {
    return "POST %s%s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(path, query, type, bodyBytes);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
