#include "server/text/quantity_style.h"

#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <vector>

#include "server/text/code_points.h"
#include "server/text/numeral.h"
#include "server/text/quantity_words.h"

namespace dragoman {
namespace {

bool IsEmpty(ByteRange range) { return range.begin == range.end; }

// How a numeral is written.
struct NumeralStyle {
  char32_t zero = '0';
  std::string group;    // "": none seen.
  std::string decimal;  // Likewise.
  bool is_grouped = false;
  bool indian = false;      // Groups of two before the last one.
  size_t whole_digits = 0;  // Of the numeral it was seen in.
};

// Reads the style of a numeral by its digits and the marks between them.
class StyleReader {
 public:
  StyleReader(std::string_view numeral, bool has_fraction, RuleSet rules) {
    for (size_t at = 0; at < numeral.size();) {
      const size_t begin = at;
      const char32_t c = NextCodePoint(numeral, &at);
      const int32_t digit = u_charDigitValue(static_cast<UChar32>(c));
      if (digit >= 0) {
        style_.zero = c - static_cast<char32_t>(digit);
        ++sizes_.back();
      } else if (u_charType(static_cast<UChar32>(c)) != U_FORMAT_CHAR) {
        marks_.emplace_back(numeral.substr(begin, at - begin));
        sizes_.push_back(0);
      }
    }
    if (!marks_.empty() && IsDecimal(has_fraction, rules)) TakeDecimal();
    style_.is_grouped = !marks_.empty();
    if (style_.is_grouped) style_.group = marks_.front();
    style_.indian = sizes_.size() > 2 && sizes_[1] == 2;
    for (const size_t size : sizes_) style_.whole_digits += size;
  }

  NumeralStyle Take() { return std::move(style_); }

 private:
  // Returns whether the last mark stands before a fraction.
  bool IsDecimal(bool has_fraction, RuleSet rules) const {
    if (has_fraction || sizes_.back() != 3) return true;
    return HasDecimalPoint(rules) && marks_.back() == ".";
  }

  void TakeDecimal() {
    style_.decimal = marks_.back();
    marks_.pop_back();
    sizes_.pop_back();
  }

  NumeralStyle style_;
  std::vector<std::string> marks_;
  std::vector<size_t> sizes_{0};
};

// Completes what the old numeral did not show with the habits of the language.
void Complete(NumeralStyle& style, RuleSet rules) {
  const bool point = HasDecimalPoint(rules);
  const bool ascii = style.zero == '0';
  if (style.decimal.empty()) style.decimal = !point ? "," : ascii ? "." : "\u066B";
  // As many digits that a group would have been seen: the text does not group.
  const size_t grouped_from = point ? 4 : 5;
  if (style.group.empty() && style.whole_digits < grouped_from) {
    style.group = !point ? "\u00A0" : ascii ? "," : "\u066C";
  }
}

void AppendDigits(std::string_view digits, char32_t zero, std::string& out) {
  for (const char digit : digits) {
    AppendCodePoint(zero + static_cast<char32_t>(digit - '0'), out);
  }
}

// Returns whether a group mark stands before a digit that `left` digits follow, itself included.
bool BeginsGroup(size_t left, bool indian) {
  if (left < 3) return false;
  return indian ? (left - 3) % 2 == 0 : left % 3 == 0;
}

std::string NumeralText(const Decimal& value, const NumeralStyle& style, RuleSet rules) {
  const std::string whole = value.WholeDigits();
  // "1500" stays whole in Russian where nothing was grouped.
  const bool has_groups =
      whole.size() > 4 || HasDecimalPoint(rules) || (style.is_grouped && style.whole_digits == 4);
  std::string text;
  for (size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && has_groups && BeginsGroup(whole.size() - i, style.indian)) text += style.group;
    AppendDigits(whole.substr(i, 1), style.zero, text);
  }
  if (const std::string fraction = value.FractionDigits(); !fraction.empty()) {
    text += style.decimal;
    AppendDigits(fraction, style.zero, text);
  }
  return text;
}

// Returns the CLDR plural class, e.g. "few".
icu::UnicodeString PluralClass(const Decimal& value, const Language& language) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Locale locale(std::string(language.primary()).c_str());
  const std::unique_ptr<icu::PluralRules> rules(icu::PluralRules::forLocale(locale, error));
  const std::string digits = value.ToString();
  const icu::number::FormattedNumber number =
      icu::number::NumberFormatter::withLocale(locale).formatDecimal(
          {digits.data(), static_cast<int32_t>(digits.size())}, error);
  if (U_FAILURE(error)) return {};
  return rules->select(number, error);
}

// "1st", "22nd", "13th".
std::string EnglishOrdinalEnding(int64_t number) {
  if (number % 100 >= 11 && number % 100 <= 13) return "th";
  constexpr std::array<std::string_view, 4> kEndings = {"th", "st", "nd", "rd"};
  const auto last = static_cast<size_t>(number % 10);
  return std::string(last < kEndings.size() ? kEndings[last] : "th");
}

bool IsEnglishEnding(std::string_view letters) {
  return letters == "st" || letters == "nd" || letters == "rd" || letters == "th";
}

class Writer {
 public:
  Writer(std::string_view text, const Quantity& old, const Quantity& wanted,
         const Language& language)
      : text_(text), old_(old), wanted_(wanted), language_(language), rules_(RuleSetOf(language)) {}

  std::optional<WrittenQuantity> Write() {
    if (old_.spelled || IsDate() != (wanted_.kind == QuantityKind::kDate)) return std::nullopt;
    if (IsDate()) return WriteDate();
    if (IsEmpty(old_.numeral)) return std::nullopt;
    const bool of_its_own = old_.kind == QuantityKind::kDecade || old_.kind == QuantityKind::kTime;
    const bool wants_own =
        wanted_.kind == QuantityKind::kDecade || wanted_.kind == QuantityKind::kTime;
    if ((of_its_own || wants_own) && old_.kind != wanted_.kind) return std::nullopt;
    if (old_.kind == QuantityKind::kTime) return WriteTime();
    return old_.kind == QuantityKind::kDecade ? WriteDecade() : WriteNumber();
  }

 private:
  bool IsDate() const { return old_.kind == QuantityKind::kDate; }

  WrittenQuantity Replaced(ByteRange range, std::string with) const {
    return {.range = range, .text = std::move(with), .agreement_changes = false};
  }

  // ---- Numbers ----

  std::optional<WrittenQuantity> WriteNumber() {
    if (old_.value.is_negative() != wanted_.value.is_negative()) return std::nullopt;
    style_ = ReadStyle(old_.numeral);
    if (old_.kind == QuantityKind::kOrdinal) return WriteOrdinal();
    if (old_.short_year && IsInCentury()) {
      const std::string year = wanted_.value.WholeDigits();
      return Replaced(old_.range, Digits(year.substr(year.size() - 2)));
    }
    return old_.scale > 0 ? WriteScaled() : WriteUnscaled();
  }

  NumeralStyle ReadStyle(ByteRange numeral) const {
    const Decimal unscaled = old_.value.TimesPowerOfTen(-old_.scale);
    NumeralStyle style = StyleReader(PartOf(text_, numeral), !unscaled.is_whole(), rules_).Take();
    Complete(style, rules_);
    return style;
  }

  std::string Digits(std::string_view digits) const {
    std::string text;
    AppendDigits(digits, style_.zero, text);
    return text;
  }

  bool IsInCentury() const {
    const auto old_year = old_.value.ToInt64();
    const auto year = wanted_.value.ToInt64();
    return old_year && year && *old_year / 100 == *year / 100;
  }

  std::optional<WrittenQuantity> WriteOrdinal() {
    const auto number = wanted_.value.ToInt64();
    if (!number) return std::nullopt;
    const std::string ending(
        PartOf(text_, {old_.numeral.end, std::max(old_.numeral.end, old_.range.end)}));
    return Replaced(old_.range,
                    NumeralText(wanted_.value, style_, rules_) +
                        (IsEnglishEnding(ending) ? EnglishOrdinalEnding(*number) : ending));
  }

  WrittenQuantity WriteUnscaled() const {
    WrittenQuantity written = Replaced(old_.range, NumeralText(wanted_.value, style_, rules_));
    written.agreement_changes =
        old_.kind == QuantityKind::kNumber && !IsYear() &&
        PluralClass(old_.value, language_) != PluralClass(wanted_.value, language_);
    return written;
  }

  // Returns whether both numbers are years, which nothing agrees with: "в 1991 году".
  bool IsYear() const {
    const auto is_year = [](const Decimal& value) {
      const auto year = value.ToInt64();
      return year && *year >= 1000 && *year <= 2999;
    };
    if (!is_year(old_.value) || !is_year(wanted_.value)) return false;
    constexpr size_t kNextWord = 40;
    const std::string_view rest = text_.substr(old_.range.end);
    const auto next = QuantityLexemes(rest.substr(0, CharacterBorder(rest, kNextWord)), rules_);
    return next.size() > 1 && next[0].Is(Lexeme::kSpace) &&
           QuantityWords::Of(rules_).IsYear(next[1].text);
  }

  WrittenQuantity WriteScaled() const {
    const Decimal numeral = wanted_.value.TimesPowerOfTen(-old_.scale);
    const std::vector<ScaleWord>* family = Family();
    const bool may_exchange = !old_.shared_scale && !IsEmpty(old_.scale_word);
    if (may_exchange && !IsComfortable(numeral, family)) {
      const ScaleWord* other = family == nullptr ? nullptr : BestScale(*family);
      if (other != nullptr) return WithScale(*other);
      if (SmallerSize(numeral, Decimal::OfDigits("1", 1))) return InFull();
    }
    WrittenQuantity written = Replaced(old_.range, NumeralText(numeral, style_, rules_) + Gap() +
                                                       std::string(PartOf(text_, old_.scale_word)));
    const Decimal old_numeral = old_.value.TimesPowerOfTen(-old_.scale);
    written.agreement_changes =
        family == nullptr && may_exchange &&
        PluralClass(old_numeral, language_) != PluralClass(numeral, language_);
    return written;
  }

  const std::vector<ScaleWord>* Family() const {
    return IsEmpty(old_.scale_word) ? nullptr : ScaleFamily(PartOf(text_, old_.scale_word), rules_);
  }

  // Returns whether a number before the old scale is neither too small nor one of the next scale.
  bool IsComfortable(const Decimal& numeral, const std::vector<ScaleWord>* family) const {
    if (SmallerSize(numeral, Decimal::OfDigits("1", 1))) return false;
    if (family == nullptr) return true;
    const auto next = std::find_if(family->begin(), family->end(), [this](const ScaleWord& scale) {
      return scale.power > old_.scale;
    });
    return next == family->end() ||
           SmallerSize(numeral, Decimal(1).TimesPowerOfTen(next->power - old_.scale));
  }

  // Returns the greatest scale that the number has at least once.
  const ScaleWord* BestScale(const std::vector<ScaleWord>& family) const {
    const ScaleWord* best = nullptr;
    for (const ScaleWord& scale : family) {
      if (!SmallerSize(wanted_.value, Decimal(1).TimesPowerOfTen(scale.power))) best = &scale;
    }
    return best;
  }

  // What stands between numeral and scale: a space of some kind, a hyphen, a currency, nothing; of
  // words ("and a half") only the space behind them.
  std::string Gap() const {
    if (IsEmpty(old_.scale_word)) return "";
    const std::string_view between = PartOf(text_, {old_.numeral.end, old_.scale_word.begin});
    bool has_letters = false;
    for (size_t at = 0; at < between.size();) {
      has_letters |= u_isalnum(static_cast<UChar32>(NextCodePoint(between, &at))) != 0;
    }
    if (!has_letters) return std::string(between);
    std::string gap;
    AppendCodePoint(LastCodePoint(between), gap);
    return gap;
  }

  bool IsDotted(std::string_view word) const { return word.ends_with('.'); }

  // Returns where the old scale ends, with the dot of an abbreviation that has one, unless the dot
  // may end the sentence too.
  uint32_t EndOfScale() const {
    const uint32_t end = old_.range.end;
    const bool dotted =
        end + 1 < text_.size() && text_[end] == '.' && Family() != nullptr &&
        std::any_of(Family()->begin(), Family()->end(), [this](const auto& scale) {
          return IsDotted(scale.word) && scale.word.starts_with(PartOf(text_, old_.scale_word));
        });
    return dotted ? end + 1 : end;
  }

  WrittenQuantity WithScale(const ScaleWord& scale) const {
    const uint32_t end = EndOfScale();
    std::string word = scale.word;
    if (IsDotted(word) && end < text_.size() && text_[end] == '.') word.pop_back();
    const Decimal numeral = wanted_.value.TimesPowerOfTen(-scale.power);
    return Replaced({old_.range.begin, end}, NumeralText(numeral, style_, rules_) + Gap() + word);
  }

  WrittenQuantity InFull() const {
    WrittenQuantity written =
        Replaced({old_.range.begin, EndOfScale()}, NumeralText(wanted_.value, style_, rules_));
    written.agreement_changes = true;
    return written;
  }

  // ---- Decades and times ----

  std::optional<WrittenQuantity> WriteDecade() {
    style_ = ReadStyle(old_.numeral);
    std::string digits = wanted_.value.WholeDigits();
    if (digits.size() < old_.value.WholeDigits().size()) return std::nullopt;
    digits.erase(0, digits.size() - old_.value.WholeDigits().size());
    return Replaced(old_.numeral, Digits(digits));
  }

  std::optional<WrittenQuantity> WriteTime() {
    constexpr int64_t kHalfDay = 12 * 3600;
    const std::string_view clock = PartOf(text_, old_.numeral);
    style_.zero = StyleReader(clock, false, rules_).Take().zero;
    const int64_t old_time = *old_.value.ToInt64();
    const int64_t time = *wanted_.value.ToInt64();
    const size_t colon = clock.find(':');
    const bool has_seconds = colon != clock.npos && clock.find(':', colon + 1) != clock.npos;
    if (time % 60 != 0 && !has_seconds) return std::nullopt;
    if (colon == clock.npos && time % 3600 != 0) return std::nullopt;
    // With a word for the half of the day, the hour that is written is less than the hour meant.
    const bool by_halves = WrittenHour(clock) != old_time / 3600;
    if (by_halves && old_time / kHalfDay != time / kHalfDay) return std::nullopt;
    const int64_t hour = by_halves ? (time / 3600 + 11) % 12 + 1 : time / 3600;
    std::string out = Padded(hour, IsPadded(clock.substr(0, colon)));
    if (colon != clock.npos) out += ":" + Padded(time / 60 % 60, true);
    if (has_seconds) out += ":" + Padded(time % 60, true);
    return Replaced(old_.numeral, out);
  }

  static int64_t WrittenHour(std::string_view clock) {
    int64_t hour = 0;
    for (size_t at = 0; at < clock.size();) {
      const int32_t digit = u_charDigitValue(static_cast<UChar32>(NextCodePoint(clock, &at)));
      if (digit < 0) break;
      hour = hour * 10 + digit;
    }
    return hour;
  }

  bool IsPadded(std::string_view number) const {
    size_t at = 0;
    return !number.empty() && NextCodePoint(number, &at) == style_.zero;
  }

  std::string Padded(int64_t number, bool padded) const {
    std::string digits = std::to_string(number);
    if (padded && digits.size() < 2) digits.insert(0, 1, '0');
    return Digits(digits);
  }

  // ---- Dates ----

  // Each part that the date writes; one that it leaves to its neighbour ("10–12 January") is
  // written there.
  std::optional<WrittenQuantity> WriteDate() {
    const CalendarDate& old = old_.date;
    const CalendarDate& date = wanted_.date;
    const bool same_parts =
        (old.day == 0) == (date.day == 0) && (old.year == 0) == (date.year == 0);
    if (!same_parts || wanted_.day_month_unsure) return std::nullopt;
    std::vector<std::pair<ByteRange, std::string>> parts;
    if (!IsEmpty(old_.day)) parts.emplace_back(old_.day, DayText());
    if (!IsEmpty(old_.month)) {
      const std::optional<std::string> month = MonthText();
      if (!month) return std::nullopt;
      parts.emplace_back(old_.month, *month);
    }
    if (!IsEmpty(old_.year)) {
      parts.emplace_back(old_.year, PartText(old_.year, old.year, date.year));
    }
    return Joined(std::move(parts));
  }

  WrittenQuantity Joined(std::vector<std::pair<ByteRange, std::string>> parts) const {
    std::sort(parts.begin(), parts.end(),
              [](const auto& a, const auto& b) { return a.first.begin < b.first.begin; });
    std::string out;
    uint32_t at = old_.range.begin;
    for (const auto& [range, part] : parts) {
      out += PartOf(text_, {at, range.begin});
      out += part;
      at = range.end;
    }
    out += PartOf(text_, {at, old_.range.end});
    return Replaced(old_.range, out);
  }

  // Returns a number in the digits of the part; one that did not change, as it stands.
  std::string PartText(ByteRange range, int old_number, int number) const {
    const std::string_view part = PartOf(text_, range);
    if (old_number == number) return std::string(part);
    const char32_t zero = StyleReader(part, false, rules_).Take().zero;
    size_t at = 0;
    const bool padded = NextCodePoint(part, &at) == zero || IsInDigitsOnly();
    std::string digits = std::to_string(number);
    if (padded && digits.size() < 2) digits.insert(0, 1, '0');
    std::string out;
    AppendDigits(digits, zero, out);
    return out;
  }

  // "10.01.1966": every day and month has two digits, if one that could have one has.
  bool IsInDigitsOnly() const {
    if (IsEmpty(old_.month)) return false;
    size_t at = 0;
    const std::string_view month = PartOf(text_, old_.month);
    const bool digits = u_isdigit(static_cast<UChar32>(NextCodePoint(month, &at))) != 0;
    return digits && CodePoints(month) == 2 && CodePoints(PartOf(text_, old_.day)) == 2;
  }

  std::string DayText() const {
    const std::string_view day = PartOf(text_, old_.day);
    if (old_.date.day == wanted_.date.day) return std::string(day);
    const std::string_view ending =
        day.substr(std::min(day.find_first_not_of("0123456789"), day.size()));
    if (IsEnglishEnding(ending)) {
      return std::to_string(wanted_.date.day) + EnglishOrdinalEnding(wanted_.date.day);
    }
    // Other endings follow the digits.
    uint32_t digits_end = old_.day.begin;
    for (size_t at = 0; at < day.size();) {
      if (u_charDigitValue(static_cast<UChar32>(NextCodePoint(day, &at))) < 0) break;
      digits_end = old_.day.begin + static_cast<uint32_t>(at);
    }
    return PartText({old_.day.begin, digits_end}, old_.date.day, wanted_.date.day) +
           std::string(PartOf(text_, {digits_end, old_.day.end}));
  }

  std::optional<std::string> MonthText() const {
    const std::string_view month = PartOf(text_, old_.month);
    if (old_.date.month == wanted_.date.month) return std::string(month);
    size_t at = 0;
    if (u_isdigit(static_cast<UChar32>(NextCodePoint(month, &at)))) {
      return PartText(old_.month, old_.date.month, wanted_.date.month);
    }
    const auto* form = MonthsInForm(month, rules_);
    if (form == nullptr) return std::nullopt;
    return (*form)[static_cast<size_t>(wanted_.date.month - 1)];
  }

  const std::string_view text_;
  const Quantity& old_;
  const Quantity& wanted_;
  const Language& language_;
  const RuleSet rules_;
  NumeralStyle style_;
};

}  // namespace

std::optional<WrittenQuantity> WriteLike(std::string_view text, const Quantity& old,
                                         const Quantity& wanted, const Language& language) {
  return Writer(text, old, wanted, language).Write();
}

}  // namespace dragoman
