package credence.drafting;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The words of a column's name, which suggest its meaning.
///
/// @param words in lower case: `customerID`, `customer_id` and `Customer Id` are customer, id
record NameTokens(List<String> words) {
  private static final Set<String> IDS = Set.of("id", "ids", "uuid", "guid", "identifier", "sk");
  private static final Set<String> PERSONS =
      Set.of(
          "customer", "client", "applicant", "borrower", "member", "person", "cust", "clientnum");
  private static final Set<String> OBJECTS =
      Set.of("account", "acct", "loan", "contract", "application", "card");
  private static final Set<String> NUMBERS = Set.of("number", "no", "nr", "num", "key", "code");
  private static final Set<String> ROW_NUMBERS =
      Set.of("", "index", "unnamed 0", "index level 0", "rownames", "row", "row id", "rownum");
  private static final Set<String> OUTCOMES =
      Set.of(
          "default",
          "defaulted",
          "defaulter",
          "bad",
          "target",
          "y",
          "outcome",
          "creditability",
          "goodbad",
          "badflag",
          "isbad",
          "isdefault",
          "delinquent",
          "dlq",
          "dlqin",
          "chargeoff");
  private static final Set<String> WEAK_OUTCOMES =
      Set.of("class", "label", "risk", "performance", "flag", "status", "result", "response");
  private static final Set<String> DATES =
      Set.of("application", "applied", "applications", "app", "opened", "issued", "issue", "date");

  NameTokens {
    words = List.copyOf(words);
  }

  static NameTokens of(String name) {
    String spaced =
        name.replaceAll("([a-z])([A-Z])", "$1 $2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}]+", " ")
            .strip();
    return new NameTokens(Arrays.asList(spaced.split(" ", -1)));
  }

  /// How clearly the name is that of an id, from 0: not.
  int idScore() {
    String joined = String.join("", words);
    boolean id =
        words.stream().anyMatch(IDS::contains)
            || (joined.endsWith("id")
                && joined.length() > 2
                && PERSONS.stream().anyMatch(joined::startsWith));
    boolean person =
        words.stream().anyMatch(PERSONS::contains) || PERSONS.stream().anyMatch(joined::startsWith);
    boolean object = words.stream().anyMatch(OBJECTS::contains);
    boolean number = words.stream().anyMatch(NUMBERS::contains);
    if (!id && !(number && (person || object)) && !(person && words.size() == 1)) {
      return 0;
    }
    return 1 + (id ? 1 : 0) + (person ? 2 : 0) + (words.size() == 1 ? 1 : 0);
  }

  /// Whether the name is that of a row number.
  boolean isRowNumber() {
    return ROW_NUMBERS.contains(String.join(" ", words));
  }

  /// How clearly the name is that of an outcome, from 0: not.
  int outcomeScore() {
    if (words.size() == 1 && OUTCOMES.contains(words.getFirst())) {
      return 4;
    }
    if (words.stream().anyMatch(OUTCOMES::contains)) {
      return 3;
    }
    return words.stream().anyMatch(WEAK_OUTCOMES::contains) ? 1 : 0;
  }

  /// Whether the name is that of an application date.
  boolean isApplicationDate() {
    return words.stream().anyMatch(DATES::contains);
  }
}
