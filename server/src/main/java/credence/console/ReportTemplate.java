package credence.console;

import credence.hashing.Sha256;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/// The page's template and style sheet. The class is loaded with the first report, so they take no
/// memory in a server without reports.
final class ReportTemplate {
  private static final String TEMPLATE = "report.jte";
  private static final String STYLE = style();

  /// Allows the page's style sheet and nothing else: no scripts, forms or external resources.
  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          ReportTemplate.class.getClassLoader(),
          ReportTemplate.class.getPackageName());

  /// The space before a percent sign, at which a line must not be broken.
  private static final Pattern PERCENT = Pattern.compile("(?<=\\d) %");

  private ReportTemplate() {}

  /// The style sheet's text.
  static String styleSheet() {
    return STYLE;
  }

  static VersionReport.Page render(ReportContent content) {
    StringOutput html = new StringOutput(1 << 16);
    ENGINE.render(TEMPLATE, content, html);
    return new VersionReport.Page(PERCENT.matcher(html.toString()).replaceAll("\u00a0%"), POLICY);
  }

  private static String style() {
    try (InputStream resource = ReportTemplate.class.getResourceAsStream("report.css")) {
      if (resource == null) {
        throw new IllegalStateException("the resource report.css is missing");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    byte[] hash = Sha256.bytes(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(hash);
  }
}
