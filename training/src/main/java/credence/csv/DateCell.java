package credence.csv;

/// A cell as a date or a timestamp by ISO 8601: `2025-12-31`, then perhaps a blank or `T` and the
/// time `23:59`, `23:59:59` or `23:59:59.123456789`, then perhaps `Z` or an offset such as
/// `+02:00`.
enum DateCell {
  /// A date, or a timestamp without a time zone.
  LOCAL,
  /// A timestamp with a time zone.
  INSTANT,
  /// No date.
  NONE;

  private static final int FRACTION_DIGITS_MAX = 9;
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  /// What a text is.
  static DateCell of(byte[] text, int from, int to) {
    if (to - from < 10 || text[from + 4] != '-' || text[from + 7] != '-') {
      return NONE;
    }
    int year = number(text, from, 4, to);
    int month = number(text, from + 5, 2, to);
    int day = number(text, from + 8, 2, to);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days(year, month)) {
      return NONE;
    }
    int at = from + 10;
    if (at == to) {
      return LOCAL;
    }
    at = text[at] == ' ' || text[at] == 'T' ? afterTime(text, at + 1, to) : -1;
    if (at < 0 || at == to) {
      return at < 0 ? NONE : LOCAL;
    }
    return isZone(text, at, to) ? INSTANT : NONE;
  }

  private static int days(int year, int month) {
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return DAYS[month - 1] + (leap && month == 2 ? 1 : 0);
  }

  /// The index after a time of day; -1 if there is none.
  private static int afterTime(byte[] text, int from, int to) {
    int at = pair(text, from, to, 23);
    at = at >= 0 && at < to && text[at] == ':' ? pair(text, at + 1, to, 59) : -1;
    if (at < 0 || at == to || text[at] != ':') {
      return at;
    }
    at = pair(text, at + 1, to, 59);
    if (at < 0 || at == to || text[at] != '.') {
      return at;
    }
    int first = ++at;
    while (at < to && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at > first && at - first <= FRACTION_DIGITS_MAX ? at : -1;
  }

  private static boolean isZone(byte[] text, int from, int to) {
    if (text[from] == 'Z') {
      return from + 1 == to;
    }
    if (text[from] != '+' && text[from] != '-') {
      return false;
    }
    int at = pair(text, from + 1, to, 14);
    if (at < 0 || at == to) {
      return at == to;
    }
    return pair(text, text[at] == ':' ? at + 1 : at, to, 59) == to;
  }

  /// The index after two digits of a number that is not greater than a maximum; otherwise -1.
  private static int pair(byte[] text, int from, int to, int max) {
    int number = number(text, from, 2, to);
    return number >= 0 && number <= max ? from + 2 : -1;
  }

  /// A number of some digits; -1 if there are others.
  private static int number(byte[] text, int from, int digits, int to) {
    if (from + digits > to) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return -1;
      }
      number = 10 * number + text[i] - '0';
    }
    return number;
  }
}
