package credence.http.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checks a page of metrics by the rules of `promtool check metrics` and of the text format: names,
/// suffixes, units, HELP and TYPE, labels, duplicated series.
final class MetricsLint {
  private static final Pattern SERIES =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\","
              + "?)*)})? (?:[-+]?[0-9.]+(?:E-?[0-9]+)?|NaN|[-+]Inf)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern CAMEL = Pattern.compile("[a-z][A-Z]");
  private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary");
  private static final Set<String> ABBREVIATIONS =
      Set.of("s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d");
  private static final Pattern OTHER_UNITS =
      Pattern.compile(
          "minutes|hours|days|weeks|kelvins|fahrenheit|rankine|inches|yards|miles|bits|calories|pounds"
              + "|ounces|(?:pico|nano|micro|milli|centi|deci|deca|hecto|kilo|kibi|mega|mibi|giga|gibi"
              + "|tera|tebi|peta|pebi)(?:amperes|bytes|bits|celsius|grams|joules|kelvin|met(?:er|re)s"
              + "|seconds|volts)");

  private final List<String> problems = new ArrayList<>();
  private final Map<String, String> types = new HashMap<>();
  private final Set<String> helped = new HashSet<>();
  private final Set<String> series = new HashSet<>();

  private MetricsLint() {}

  /// The problems of a page, in its order; empty if there are none.
  static List<String> problems(String page) {
    MetricsLint lint = new MetricsLint();
    String family = "";
    for (String line : page.split("\n", -1)) {
      String[] words = line.split(" ", 4);
      if (line.startsWith("# HELP ")) {
        lint.helped.add(words[2]);
        lint.require(words.length == 4 && !words[3].isBlank(), words[2], "has no help");
      } else if (line.startsWith("# TYPE ")) {
        family = words[2];
        lint.family(family, words[3]);
      } else if (!line.isEmpty()) {
        lint.series(family, line);
      }
    }
    return lint.problems;
  }

  private void require(boolean condition, String subject, String problem) {
    if (!condition) {
      problems.add(subject + " " + problem);
    }
  }

  private void family(String name, String type) {
    require(helped.contains(name), name, "has no help");
    require(TYPES.contains(type), name, "has the type " + type);
    require(types.put(name, type) == null, name, "is on the page twice");
    require(
        type.equals("counter") == name.endsWith("_total"), name, "a counter has the suffix _total");
    require(!name.endsWith("_bucket"), name, "has the suffix of a series");
    require(!name.endsWith("_count") && !name.endsWith("_sum"), name, "has the suffix of a series");
    require(
        type.equals("gauge") || !name.endsWith("_timestamp_seconds"),
        name,
        "is no gauge of a time");
    require(!name.contains(":"), name, "has a colon");
    require(!CAMEL.matcher(name).find(), name, "is in camel case");
    for (String part : name.toLowerCase(Locale.ROOT).split("_", -1)) {
      require(!TYPES.contains(part), name, "includes a type");
      require(!ABBREVIATIONS.contains(part), name, "includes an abbreviated unit");
      require(!OTHER_UNITS.matcher(part).matches(), name, "has a unit that is no base unit");
    }
  }

  private void series(String family, String line) {
    Matcher parts = SERIES.matcher(line);
    if (!parts.matches()) {
      problems.add("not a series: " + line);
      return;
    }
    String name = parts.group(1);
    String suffix = name.startsWith(family) ? name.substring(family.length()) : "another family";
    boolean own =
        switch (types.getOrDefault(family, "")) {
          case "histogram" -> Set.of("_bucket", "_count", "_sum").contains(suffix);
          case "summary" -> Set.of("", "_count", "_sum").contains(suffix);
          default -> suffix.isEmpty();
        };
    require(own, name, "does not belong to the family before it");
    String labels = parts.group(2) == null ? "" : parts.group(2);
    require(series.add(name + "{" + labels + "}"), line, "is on the page twice");
    Set<String> names = new HashSet<>();
    for (Matcher label = LABEL.matcher(labels); label.find(); ) {
      require(names.add(label.group(1)), line, "has a label twice");
      require(!CAMEL.matcher(label.group(1)).find(), line, "has a label in camel case");
      boolean bucket = suffix.equals("_bucket");
      require(bucket || !label.group(1).equals("le"), line, "has a reserved label");
      require(!label.group(1).equals("quantile"), line, "has a reserved label");
    }
  }
}
