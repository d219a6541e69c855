// A recursive-descent reader over the pieces of quantity_lexer.h: at each place the readings are
// tried in order, and the first that fits takes its pieces.
#include "server/text/quantities.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <optional>
#include <string>

#include "server/text/numeral.h"
#include "server/text/quantity_dates.h"
#include "server/text/quantity_reader.h"
#include "server/text/roman.h"

namespace dragoman {
namespace {

constexpr size_t kPhoneDigits = 7;
constexpr int kMostScales = 2;  // "lakh crore", "thousand million".

// A number with its scale.
struct Amount {
  size_t end = 0;
  Decimal value;      // With the scale.
  Decimal unscaled;   // Without it.
  ByteRange numeral;  // Empty: in words.
  ByteRange scale_word;
  int scale = 0;
  bool plain = false;  // Digits alone, without a scale.
  bool spelled = false;
  bool article = false;  // "a million".
};

class QuantityParser {
 public:
  QuantityParser(std::string_view text, RuleSet rules) : in_(text, rules) {}

  std::vector<Quantity> Run() {
    while (at_ < in_.size()) at_ = Next();
    return std::move(out_);
  }

 private:
  using Kind = QuantityKind;

  // Takes what stands at the present place; returns where the next one begins.
  size_t Next() {
    const Lexeme& here = in_[at_];
    if (here.left_out) return at_ + 1;
    if (const size_t end = EndOfNoQuantity(); end > at_) return end;
    if (!IsCode()) {
      if (const size_t end = ReadDates(in_, at_, out_); end > at_) return end;
    }
    if (here.Is(Lexeme::kDigits)) return ReadDigits();
    if (here.Is(Lexeme::kWord)) return ReadWords();
    return IsFraction(at_) ? ReadDigits() : at_ + 1;
  }

  // ---- What is no quantity ----

  size_t EndOfNoQuantity() const {
    if (in_[at_].IsMark('+')) return EndOfPhone();
    if (!in_[at_].Is(Lexeme::kDigits)) return at_;
    if (IsGluedBefore() || IsPlaceholder()) return EndOfGlued(at_);
    if (DateInDigits(in_, at_)) return at_;
    if (const size_t end = EndOfRun('-'); end > at_) return end;
    const size_t end = EndOfRun('.');
    if (end > at_ && ReadNumeral(in_.all(), at_, in_.rules()).end < end) return end;
    return HasInnerLetters() ? EndOfGlued(at_) : at_;
  }

  // "+92 51 9204423": the digits and what parts them, if there are enough.
  size_t EndOfPhone() const {
    size_t digits = 0;
    size_t end = at_;
    for (size_t i = at_ + 1; i < in_.size(); ++i) {
      const Lexeme& lexeme = in_[i];
      const bool parts =
          lexeme.Is(Lexeme::kSpace) || lexeme.IsDash() || lexeme.IsMark('(') || lexeme.IsMark(')');
      if (!lexeme.Is(Lexeme::kDigits) && !parts) break;
      if (lexeme.Is(Lexeme::kDigits)) {
        digits += lexeme.text.size();
        end = i + 1;
      }
    }
    return digits >= kPhoneDigits ? end : at_;
  }

  // Returns the end of three or more groups of digits that a mark parts, or the present place.
  size_t EndOfRun(char32_t mark) const {
    size_t groups = 1;
    size_t end = at_ + 1;
    for (; in_.IsMark(end, mark) && in_.IsDigits(end + 1); end += 2) ++groups;
    return groups >= 3 ? end : at_;
  }

  // Letters of Arabic script are often written without the space before digits; amounts of money
  // touch their currency.
  bool IsGluedBefore() const {
    if (at_ == 0 || !in_[at_ - 1].Is(Lexeme::kWord)) return false;
    return !in_[at_ - 1].is_arabic && !in_.words().IsMoney(in_[at_ - 1].text);
  }

  bool IsPlaceholder() const {
    if (at_ == 0) return false;
    const bool braced = in_.IsMark(at_ - 1, '{') && in_.IsMark(at_ + 1, '}');
    const bool entity = at_ > 1 && in_.IsMark(at_ - 1, '#') && in_.IsMark(at_ - 2, '&');
    // Urdu writes "%80" too.
    return braced || entity || (in_.rules() != RuleSet::kUrdu && in_.IsMark(at_ - 1, '%'));
  }

  bool HasInnerLetters() const {
    const size_t end = ReadNumeral(in_.all(), at_, in_.rules()).end;
    return in_.IsWord(end) && in_.IsDigits(end + 1) && !in_[end].is_arabic;
  }

  size_t EndOfGlued(size_t i) const {
    while (in_.IsDigits(i) || in_.IsWord(i) || (in_.IsMark(i, '.') && in_.IsDigits(i + 1))) ++i;
    return i;
  }

  // ---- Numbers in digits ----

  size_t ReadDigits() {
    if (const size_t end = ReadTime(); end > at_) return end;
    if (const size_t end = ReadDecade(); end > at_) return end;
    if (const size_t end = ReadOrdinal(); end > at_) return end;
    if (const size_t end = ReadCode(); end > at_) return end;
    const std::optional<Amount> amount = ReadAmount(at_);
    if (!amount) return at_ + 1;
    if (const size_t end = ReadHour(*amount); end > at_) return end;
    return Emit(*amount);
  }

  Quantity& Add(Kind kind, size_t end, Decimal value) {
    Quantity& quantity = out_.emplace_back();
    quantity.kind = kind;
    quantity.range = in_.Range(at_, end);
    quantity.numeral = quantity.range;
    quantity.value = std::move(value);
    return quantity;
  }

  // "12:30", "12:30:15", with or without am or pm.
  size_t ReadTime() {
    if (!IsClock(at_, 24) || !in_.IsMark(at_ + 1, ':') || in_.IsMark(at_ - 1, ':')) return at_;
    if (!IsClock(at_ + 2, 59) || in_[at_ + 2].text.size() != 2) return at_;
    size_t end = at_ + 3;
    int64_t seconds = Number(at_) * 3600 + Number(at_ + 2) * 60;
    if (in_.IsMark(end, ':') && IsClock(end + 1, 59)) {
      seconds += Number(end + 1);
      end += 2;
    }
    if (in_.IsMark(end, ':') && in_.IsDigits(end + 1)) return at_;
    return AddTime(end, seconds);
  }

  // "3 pm".
  size_t ReadHour(const Amount& amount) {
    const auto hour = amount.value.ToInt64();
    if (!amount.plain || !hour || *hour < 1 || *hour > 12 || EndOfNoon(amount.end) == amount.end) {
      return at_;
    }
    return AddTime(amount.end, *hour * 3600);
  }

  size_t AddTime(size_t end, int64_t seconds) {
    constexpr int64_t kNoon = 12 * 3600;
    const size_t noon_end = EndOfNoon(end);
    if (noon_end > end && seconds < kNoon + 3600) {
      seconds = seconds % kNoon + int64_t{NoonHours(end)} * 3600;
    }
    Add(Kind::kTime, end, Decimal(seconds));
    return noon_end;
  }

  int64_t Number(size_t i) const { return std::stoll(in_[i].text); }

  bool IsClock(size_t i, int64_t most) const {
    return in_.IsDigits(i) && in_[i].text.size() <= 2 && Number(i) <= most;
  }

  // Returns the word am or pm behind a time, "p.m." as "pm", and where it ends.
  std::pair<std::string, size_t> NoonWord(size_t end) const {
    const size_t i = in_.IsSpace(end) ? end + 1 : end;
    if (!in_.IsWord(i)) return {"", end};
    const bool dotted = in_.IsMark(i + 1, '.') && in_.IsWord(i + 2);
    if (!dotted) return {in_[i].text, i + 1};
    const size_t dot = in_.IsMark(i + 3, '.') ? i + 4 : i + 3;
    return {in_[i].text + in_[i + 2].text, dot};
  }

  size_t EndOfNoon(size_t end) const {
    const auto [word, behind] = NoonWord(end);
    return in_.words().HoursOfNoon(word) == nullptr ? end : behind;
  }

  int NoonHours(size_t end) const { return *in_.words().HoursOfNoon(NoonWord(end).first); }

  // "1950s", "1950's", "50s"; "1950-е", "50-х"; "1950ء کی دہائی".
  size_t ReadDecade() {
    const std::string& digits = in_[at_].text;
    if ((digits.size() != 4 && digits.size() != 2) || digits.back() != '0') return at_;
    const size_t end = EndOfDecade(at_ + 1);
    if (end == at_ + 1) return at_;
    Quantity& decade = Add(Kind::kDecade, end, Decimal::OfDigits(digits));
    decade.numeral = in_[at_].range;
    return end;
  }

  size_t EndOfDecade(size_t i) const {
    const size_t word = in_.IsMark(i, '\'') || in_.IsDash(i) ? i + 1 : i;
    if (in_.IsWord(word)) {
      const std::string& ending = in_[word].text;
      if ((!in_.IsDash(i) && ending == "s") || in_.words().IsEndingOfDecade(ending)) {
        return word + 1;
      }
    }
    // The hamza of the year, then "of the", then the word.
    size_t j = in_.IsWord(i) && in_[i].is_arabic ? i + 1 : i;
    for (int step = 0; step < 2 && in_.IsSpace(j) && in_.IsWord(j + 1); ++step, j += 2) {
      if (in_.words().IsDecade(in_[j + 1].text)) return j + 2;
    }
    return i;
  }

  // "30th" (the ending touches), "30-й" (behind a hyphen), "30ویں" or "30 ویں".
  size_t ReadOrdinal() {
    const size_t behind = at_ + 1;
    const bool dash = in_.IsDash(behind);
    const size_t word = dash || in_.IsSpace(behind) ? behind + 1 : behind;
    if (!in_.IsWord(word) || !in_.words().IsOrdinal(in_[word].text)) return at_;
    const Lexeme& ending = in_[word];
    const bool latin = static_cast<unsigned char>(ending.text[0]) < 0x80;
    const bool fits = ending.is_arabic || (latin ? word == behind : dash);
    if (!fits || (dash && ending.is_arabic)) return at_;
    Quantity& ordinal =
        Add(Kind::kOrdinal, latin ? word + 1 : behind, Decimal::OfDigits(in_[at_].text));
    ordinal.numeral = in_[at_].range;
    return word + 1;
  }

  // "COVID-19", "COVID -19": few digits behind a name and a dash.
  bool IsCode() const {
    if (at_ < 2 || !in_.IsDigits(at_) || in_[at_].text.size() > 3 || !in_.IsDash(at_ - 1)) {
      return false;
    }
    const bool parted = in_.IsSpace(at_ - 2) && at_ > 2;
    const size_t name = parted ? at_ - 3 : at_ - 2;
    if (!in_.IsWord(name) || in_.words().Month(in_[name].text, true) > 0) return false;
    return parted ? IsAcronym(in_.TextOf(name)) : in_[name].capital || in_[name].is_arabic;
  }

  // "COVID", "CoV": Latin letters, more than one of them large, the last one too.
  static bool IsAcronym(std::string_view word) {
    const auto is_large = [](char c) { return c >= 'A' && c <= 'Z'; };
    return std::count_if(word.begin(), word.end(), is_large) > 1 && is_large(word.back());
  }

  size_t ReadCode() {
    if (!IsCode()) return at_;
    Add(Kind::kCode, at_ + 1, Decimal::OfDigits(in_[at_].text));
    return at_ + 1;
  }

  // ---- Numbers with a scale ----

  // Returns the number that begins here: in digits or words, with what goes before or behind it.
  std::optional<Amount> ReadAmount(size_t begin) const {
    Amount amount;
    amount.end = begin;
    const int* quarters = in_.IsWord(begin) ? in_.words().QuartersBefore(in_[begin].text) : nullptr;
    if (quarters != nullptr && in_.IsSpace(begin + 1)) amount.end = begin + 2;
    const bool has_number = ReadNumber(amount);
    if (quarters != nullptr && !AddQuarters(*quarters, has_number, amount)) return std::nullopt;
    if (quarters == nullptr && !has_number) return std::nullopt;
    ReadHalf(amount);
    amount.unscaled = amount.value;
    ReadScales(amount);
    if (quarters != nullptr && amount.end <= begin + 2) return std::nullopt;
    return amount;
  }

  bool ReadNumber(Amount& amount) const {
    const size_t begin = amount.end;
    if (in_.IsDigits(begin)) {
      const Numeral numeral = ReadNumeral(in_.all(), begin, in_.rules());
      amount.end = numeral.end;
      amount.value = numeral.value;
      amount.plain = numeral.plain;
    } else if (!IsFraction(begin)) {
      return ReadSpelled(amount);
    }
    if (IsFraction(amount.end)) {
      amount.value = amount.value.Plus(FractionAt(amount.end++));
      amount.plain = false;
    }
    amount.numeral = in_.Range(begin, amount.end);
    return true;
  }

  // "½" and its like that have a short decimal form.
  bool IsFraction(size_t i) const {
    return i < in_.size() && in_[i].Is(Lexeme::kMark) && in_[i].mark >= 0xBC && in_[i].mark <= 0xBE;
  }
  Decimal FractionAt(size_t i) const {
    constexpr std::string_view kHundredths[] = {"25", "50", "75"};
    return Decimal::OfDigits(kHundredths[in_[i].mark - 0xBC], 2);
  }

  // "two hundred and fifty", "двадцать пять", "ڈیڑھ": a smaller number adds to round ones.
  bool ReadSpelled(Amount& amount) const {
    const Decimal* first = in_.NumberAt(amount.end);
    if (first == nullptr) return false;
    const size_t begin = amount.end;
    amount.value = *first;
    amount.spelled = true;
    amount.article = in_[begin].text == "a" || in_[begin].text == "an";
    amount.end = begin + 1;
    while (AddSpelled(amount)) {
    }
    // "half a million".
    if (!first->is_whole() && in_.IsSpace(amount.end) && in_.IsWord(amount.end + 1) &&
        (in_[amount.end + 1].text == "a" || in_[amount.end + 1].text == "an")) {
      amount.end += 2;
    }
    return true;
  }

  bool AddSpelled(Amount& amount) const {
    size_t next = amount.end + 1;
    if (!in_.IsSpace(amount.end) && !in_.IsDash(amount.end)) return false;
    if (in_.IsWord(next) && in_[next].text == "and" && in_.IsSpace(next + 1)) next += 2;
    const auto total = amount.value.ToInt64();
    if (!total || !in_.IsWord(next)) return false;
    const int* scale = in_.words().Scale(in_[next].text);
    if (scale != nullptr && *scale == 2 && *total < 100) {
      amount.value = Decimal(*total * 100);
    } else {
      const Decimal* number = in_.words().Number(in_[next].text);
      const auto more = number == nullptr ? std::nullopt : number->ToInt64();
      const bool fits = more && *more > 0 && *total < 1000 && *total >= 20 &&
                        ((*total % 100 == 0 && *more < 100) || (*total % 10 == 0 && *more < 10));
      if (!fits) return false;
      amount.value = Decimal(*total + *more);
    }
    amount.end = next + 1;
    return true;
  }

  // ساڑھے N: a half more; سوا: a quarter more; پونے: a quarter less. Alone before a scale the last
  // two stand for 1¼ and ¾.
  bool AddQuarters(int quarters, bool has_number, Amount& amount) const {
    constexpr int64_t kMost = 1000000000;
    const auto whole = has_number ? amount.value.ToInt64() : std::optional<int64_t>(1);
    if (!whole || *whole < 1 || *whole > kMost || (!has_number && quarters == 2)) return false;
    if (!has_number && (!in_.IsWord(amount.end) || ScaleAt(amount.end) == nullptr)) return false;
    amount.value = Decimal(*whole * 100 + quarters * 25).TimesPowerOfTen(-2);
    amount.plain = false;
    amount.spelled = amount.spelled || !has_number;
    if (!has_number) --amount.end;  // The space belongs to the scale.
    return true;
  }

  void ReadHalf(Amount& amount) const {
    for (const std::vector<std::string>& phrase : in_.words().halves()) {
      const size_t end = EndOfPhrase(amount.end, phrase);
      if (end == amount.end || !amount.value.is_whole()) continue;
      amount.value = amount.value.Plus(Decimal::OfDigits("5", 1));
      amount.end = end;
      amount.plain = false;
    }
  }

  size_t EndOfPhrase(size_t begin, const std::vector<std::string>& phrase) const {
    size_t i = begin;
    for (const std::string& word : phrase) {
      if (!in_.IsSpace(i) || !in_.IsWord(i + 1) || in_[i + 1].text != word) return begin;
      i += 2;
    }
    return i;
  }

  const int* ScaleAt(size_t i) const {
    return in_.IsWord(i) ? in_.words().Scale(in_[i].text) : nullptr;
  }

  void ReadScales(Amount& amount) const {
    for (int count = 0; count < kMostScales; ++count) {
      // "4$ ملین", "300+ billion".
      const size_t end =
          amount.end + (IsCurrency(amount.end) || in_.IsMark(amount.end, '+') ? 1 : 0);
      const bool parted = in_.IsSpace(end) || in_.IsDash(end);
      const size_t word = parted ? end + 1 : end;
      const int* scale = ScaleAt(word);
      if (scale == nullptr && !parted && count == 0) scale = GluedScale(amount, word);
      if (scale == nullptr) return;
      // Two words are not to be exchanged for one.
      amount.scale_word = count == 0 ? in_.Range(word, word + 1) : ByteRange{};
      amount.scale += *scale;
      amount.value = amount.value.TimesPowerOfTen(*scale);
      amount.end = word + 1;
      amount.plain = false;
    }
  }

  const int* GluedScale(const Amount& amount, size_t word) const {
    if (!in_.IsWord(word) || amount.numeral.begin == amount.numeral.end) return nullptr;
    const int* scale = in_.words().GluedScale(in_[word].text);
    return scale != nullptr || !IsMoney() ? scale : in_.words().MoneyScale(in_[word].text);
  }

  // Returns whether a currency stands before the present place.
  bool IsMoney() const {
    size_t i = at_;
    if (i > 0 && in_.IsSpace(i - 1)) --i;
    if (i > 1 && in_.IsMark(i - 1, '.')) --i;  // "Rs. 5".
    if (i == 0) return false;
    const Lexeme& before = in_[i - 1];
    return before.Is(Lexeme::kWord) ? in_.words().IsMoney(before.text) : IsCurrency(i - 1);
  }

  bool IsCurrency(size_t i) const {
    return i < in_.size() && in_[i].Is(Lexeme::kMark) &&
           u_charType(static_cast<UChar32>(in_[i].mark)) == U_CURRENCY_SYMBOL;
  }

  // ---- Emitting ----

  size_t Emit(Amount amount) {
    const bool compound = AddSmallerScales(amount);
    const bool is_weak = amount.spelled && (amount.scale < 3 || amount.article) &&
                         SmallerSize(amount.value, Decimal(1000));
    const bool is_article_only = amount.spelled && amount.scale == 0 && amount.value == Decimal(1);
    if (is_article_only) return amount.end;
    Quantity& quantity = Add(Kind::kNumber, amount.end, amount.value);
    quantity.spelled = is_weak || (amount.article && amount.unscaled == Decimal(1));
    quantity.numeral = amount.numeral;
    quantity.scale = amount.scale;
    quantity.scale_word = amount.scale_word;
    quantity.compound = compound;
    if (IsNegative()) quantity.value = quantity.value.Negated();
    JoinRange(amount);
    return amount.end;
  }

  // "2 کروڑ 30 لاکھ": smaller scales that follow add to the number; in Urdu also what is left below
  // a thousand, "2 ہزار 500".
  bool AddSmallerScales(Amount& amount) const {
    bool compound = false;
    int scale = amount.scale;
    while (scale >= 3) {
      const size_t next = NextNumber(amount.end);
      if (next == amount.end) break;
      const std::optional<Amount> more = ReadAmount(next);
      if (!more || more->article) break;
      const bool is_rest = in_.rules() == RuleSet::kUrdu && scale == 3 && more->plain;
      if (!(more->scale >= 3 || is_rest) || more->scale >= scale) break;
      if (!SmallerSize(more->value, Decimal(1).TimesPowerOfTen(scale))) break;
      amount.value = amount.value.Plus(more->value);
      amount.end = more->end;
      scale = more->scale;
      compound = true;
    }
    return compound;
  }

  // Returns where a number may follow a scale and a space, or the dot of an abbreviation and one.
  size_t NextNumber(size_t end) const {
    const size_t space = in_.IsMark(end, '.') ? end + 1 : end;
    return in_.IsSpace(space) && (in_.IsDigits(space + 1) || in_.IsWord(space + 1)) ? space + 1
                                                                                    : end;
  }

  // A minus sign, a hyphen that touches nothing before it, or a word.
  bool IsNegative() const {
    if (at_ == 0) return false;
    const Lexeme& sign = in_[at_ - 1];
    if (sign.IsDash()) {
      constexpr char32_t kMinus = 0x2212;
      const bool is_free = at_ == 1 || in_.IsSpace(at_ - 2) || in_.IsMark(at_ - 2, '(');
      return sign.mark == kMinus ? !in_.IsDigits(at_ - 2) : sign.mark == '-' && is_free && at_ > 1;
    }
    return sign.Is(Lexeme::kSpace) && in_.IsWord(at_ - 2) && in_.words().IsMinus(in_[at_ - 2].text);
  }

  // Two ends of a range: "5–10 million" are both millions, "1990–95" are both years.
  void JoinRange(const Amount& amount) {
    if (out_.size() < 2) return;
    Quantity& first = out_[out_.size() - 2];
    Quantity& second = out_.back();
    const bool is_number = first.kind == Kind::kNumber && !first.spelled && first.scale == 0 &&
                           first.numeral.end > first.numeral.begin;
    if (!is_number) return;
    if (amount.scale > 2 && in_.IsRangeBetween(first.range.end, at_, true) &&
        SmallerSize(first.value, amount.unscaled) && !first.value.is_negative()) {
      first.value = first.value.TimesPowerOfTen(amount.scale);
      first.scale = amount.scale;
      first.shared_scale = second.shared_scale = true;
    } else if (amount.plain && IsYearRange(first.range.end)) {
      CompleteYear(first, second);
      // Written from right to left, a range may have been typed from its end: "11-2010".
      const bool may_be_reversed = in_.rules() == RuleSet::kUrdu && in_.IsDash(at_ - 1);
      if (may_be_reversed) CompleteYear(second, first);
    }
  }

  // "1990–95", "1968/69".
  bool IsYearRange(uint32_t end) const {
    return in_.IsRangeBetween(end, at_, false) ||
           (in_.IsMark(at_ - 1, '/') && in_[at_ - 1].range.begin == end);
  }

  static void CompleteYear(const Quantity& first, Quantity& second) {
    const auto year = first.value.ToInt64();
    const auto end = second.value.ToInt64();
    const bool fits =
        year && end && *year >= 1000 && *year <= 2999 &&
        second.range.end - second.range.begin == (first.range.end - first.range.begin) / 2 &&
        *end > *year % 100 && *end < 100;
    if (!fits) return;
    second.value = Decimal(*year - *year % 100 + *end);
    second.short_year = true;
  }

  // ---- Words ----

  size_t ReadWords() {
    if (IsRoman()) return at_ + 1;
    if (const std::optional<Amount> amount = ReadAmount(at_)) return Emit(*amount);
    if (const int* scale = ScaleAt(at_)) {
      Quantity& bare = Add(Kind::kNumber, at_ + 1, Decimal(1).TimesPowerOfTen(*scale));
      bare.numeral = {};
      bare.spelled = true;
    }
    return at_ + 1;
  }

  // "XX век": a century in Roman figures, which others write in digits.
  bool IsRoman() {
    const int value = RomanValue(in_.TextOf(at_));
    if (value == 0) return false;
    Quantity& roman = Add(Kind::kOrdinal, at_ + 1, Decimal(value));
    roman.numeral = {};
    roman.spelled = true;
    return true;
  }

  QuantityReader in_;
  size_t at_ = 0;
  std::vector<Quantity> out_;
};

}  // namespace

std::vector<Quantity> QuantitiesIn(std::string_view text, const Language& language) {
  return QuantityParser(text, RuleSetOf(language)).Run();
}

}  // namespace dragoman
