#include "server/text/numeral.h"

#include <string>

namespace dragoman {
namespace {

constexpr char32_t kArabicDecimal = 0x66B;
constexpr char32_t kArabicThousands = 0x66C;
constexpr char32_t kUrduFullStop = 0x6D4;
constexpr char32_t kNarrowSpace = 0x202F;
constexpr char32_t kThinSpace = 0x2009;
constexpr char32_t kNoBreakSpace = 0xA0;

class NumeralReader {
 public:
  NumeralReader(std::span<const Lexeme> lexemes, size_t at, RuleSet rules)
      : lexemes_(lexemes), begin_(at), rules_(rules) {}

  Numeral Read() {
    const bool point = HasDecimalPoint(rules_);
    end_ = begin_ + 1;
    digits_ = lexemes_[begin_].text;
    const bool grouped = point ? ReadGroups(',', 1, true) : ReadRussianGroups();
    const bool has_fraction = ReadFraction(DecimalMark(grouped));
    Numeral numeral;
    numeral.end = end_;
    numeral.value = Decimal::OfDigits(digits_, fraction_);
    numeral.plain = !grouped && !has_fraction;
    return numeral;
  }

 private:
  bool IsDigits(size_t i) const { return i < lexemes_.size() && lexemes_[i].Is(Lexeme::kDigits); }

  bool IsGroupSpace(size_t i, bool plain_too) const {
    if (i >= lexemes_.size() || !lexemes_[i].Is(Lexeme::kSpace)) return false;
    const char32_t c = lexemes_[i].mark;
    const bool single = lexemes_[i].range.end - lexemes_[i].range.begin <= 3;
    return single &&
           (c == kNoBreakSpace || c == kNarrowSpace || c == kThinSpace || (plain_too && c == ' '));
  }

  bool IsMark(size_t i, char32_t mark) const {
    if (i >= lexemes_.size()) return false;
    return lexemes_[i].IsMark(mark) || (mark == ',' && lexemes_[i].IsMark(kArabicThousands));
  }

  // Takes groups parted by a mark: all of them, at least `least`, when they are of three digits, or
  // where `twos` are allowed of two and a last one of three.
  bool ReadGroups(char32_t mark, size_t least, bool twos) {
    if (digits_.size() > 3 || (mark == '.' && digits_ == "0")) return ReadSpacedGroups(false);
    std::string joined = digits_;
    bool threes = true;
    bool indian = twos && digits_.size() <= 2;
    size_t groups = 0;
    size_t end = end_;
    for (; IsMark(end, mark) && IsDigits(end + 1); end += 2, ++groups) {
      const size_t size = lexemes_[end + 1].text.size();
      const bool last = !(IsMark(end + 2, mark) && IsDigits(end + 3));
      threes &= size == 3;
      indian &= size == (last ? 3U : 2U);
      joined += lexemes_[end + 1].text;
    }
    if (groups < least || groups == 0 || !(threes || indian)) return ReadSpacedGroups(false);
    digits_ = joined;
    end_ = end;
    return true;
  }

  bool ReadSpacedGroups(bool plain_too) {
    if (digits_.size() > 3 || digits_ == "0") return false;
    const size_t before = end_;
    while (IsGroupSpace(end_, plain_too) && IsDigits(end_ + 1) &&
           lexemes_[end_ + 1].text.size() == 3) {
      digits_ += lexemes_[end_ + 1].text;
      end_ += 2;
    }
    return end_ > before;
  }

  bool ReadRussianGroups() {
    if (ReadSpacedGroups(true)) return true;
    if (ReadGroups('.', 1, false)) return true;
    // "1,234.5": one comma of three digits, but then a decimal point.
    english_ = ReadGroups(',', 2, false);
    if (!english_ && digits_.size() <= 3 && IsMark(end_, ',') && IsDigits(end_ + 1) &&
        IsMark(end_ + 2, '.') && IsDigits(end_ + 3)) {
      english_ = ReadGroups(',', 1, false);
    }
    return english_;
  }

  // Returns the mark that a fraction may follow here.
  char32_t DecimalMark(bool grouped) const {
    if (HasDecimalPoint(rules_) || english_) return '.';
    return !grouped && IsMark(end_, '.') ? '.' : ',';
  }

  bool IsDecimalMark(size_t i, char32_t mark) const {
    if (i >= lexemes_.size()) return false;
    const Lexeme& lexeme = lexemes_[i];
    return lexeme.IsMark(mark) || lexeme.IsMark(kArabicDecimal) ||
           (rules_ == RuleSet::kUrdu && lexeme.IsMark(kUrduFullStop));
  }

  bool ReadFraction(char32_t mark) {
    if (!IsDecimalMark(end_, mark) || !IsDigits(end_ + 1)) return false;
    // Lists and sections go on: "1,2,3", "1.2.3".
    if (IsMark(end_ + 2, mark) && IsDigits(end_ + 3)) return false;
    fraction_ = lexemes_[end_ + 1].text.size();
    digits_ += lexemes_[end_ + 1].text;
    end_ += 2;
    return true;
  }

  const std::span<const Lexeme> lexemes_;
  const size_t begin_;
  const RuleSet rules_;
  size_t end_ = 0;
  std::string digits_;
  size_t fraction_ = 0;
  bool english_ = false;  // Grouped as in English, though the language does not.
};

}  // namespace

Numeral ReadNumeral(std::span<const Lexeme> lexemes, size_t at, RuleSet rules) {
  return NumeralReader(lexemes, at, rules).Read();
}

}  // namespace dragoman
