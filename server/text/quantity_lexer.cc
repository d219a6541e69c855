#include "server/text/quantity_lexer.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "server/text/code_points.h"
#include "server/text/letters.h"

namespace dragoman {
namespace {

bool Has(char32_t c, UProperty property) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), property) != 0;
}

// Marks belong to the letter before them: vowel marks of Urdu, stress marks.
bool GoesOnWord(char32_t c) {
  constexpr uint32_t kMarks = U_GC_M_MASK;
  return (U_MASK(u_charType(static_cast<UChar32>(c))) & kMarks) != 0;
}

Lexeme::Kind KindOf(char32_t c) {
  if (u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER) return Lexeme::kDigits;
  if (Has(c, UCHAR_ALPHABETIC)) return Lexeme::kWord;
  return IsWhiteSpace(c) ? Lexeme::kSpace : Lexeme::kMark;
}

bool IsArabic(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &error) == USCRIPT_ARABIC;
}

class Lexer {
 public:
  Lexer(std::string_view text, RuleSet rules) : text_(text), rules_(rules) {}

  std::vector<Lexeme> Run() {
    for (size_t at = 0; at < text_.size();) {
      const auto begin = static_cast<uint32_t>(at);
      const char32_t c = NextCodePoint(text_, &at);
      // Tatweel stretches a letter and is none.
      if (Has(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || c == kTatweel) continue;
      Add(c, {begin, static_cast<uint32_t>(at)});
    }
    for (Lexeme& lexeme : lexemes_) FoldWord(lexeme);
    LeaveAddressesOut();
    return std::move(lexemes_);
  }

 private:
  void Add(char32_t c, ByteRange range) {
    Lexeme::Kind kind = KindOf(c);
    const bool after = !lexemes_.empty();
    if (after && GoesOnWord(c) && lexemes_.back().Is(Lexeme::kWord)) kind = Lexeme::kWord;
    if (kind == Lexeme::kMark || !after || !lexemes_.back().Is(kind)) {
      Lexeme& next = lexemes_.emplace_back();
      next.kind = kind;
      next.mark = c;
      next.folded = FoldedPunctuation(c);
      next.range = range;
      next.capital = u_isupper(static_cast<UChar32>(c)) || u_istitle(static_cast<UChar32>(c));
      next.is_arabic = kind == Lexeme::kWord && IsArabic(c);
    }
    Lexeme& lexeme = lexemes_.back();
    lexeme.range.end = range.end;
    if (kind == Lexeme::kDigits) {
      lexeme.text += static_cast<char>('0' + u_charDigitValue(static_cast<UChar32>(c)));
    }
  }

  void FoldWord(Lexeme& lexeme) const {
    if (!lexeme.Is(Lexeme::kWord)) return;
    const std::string form = Level2(PartOf(text_, lexeme.range), rules_).text();
    lexeme.text = Level3(form, rules_);
    if (lexeme.text.empty()) lexeme.text = form;  // Urdu's lone hamza.
  }

  // Returns whether what stands between two spaces is an address on the net or of a person.
  static bool IsAddress(std::string_view chunk) {
    return chunk.find("://") != chunk.npos || chunk.find('@') != chunk.npos ||
           chunk.starts_with("www.") || IsHostWithPath(chunk);
  }

  // "example.org/2024/05": a name with a dot between letters, then a path.
  static bool IsHostWithPath(std::string_view chunk) {
    const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    const size_t slash = chunk.find('/');
    const size_t dot = slash == chunk.npos ? chunk.npos : chunk.substr(0, slash).rfind('.');
    if (dot == chunk.npos || dot == 0 || dot + 2 >= slash) return false;
    const std::string_view top = chunk.substr(dot + 1, slash - dot - 1);
    return is_letter(chunk[dot - 1]) && std::all_of(top.begin(), top.end(), is_letter);
  }

  void LeaveAddressesOut() {
    for (size_t begin = 0; begin < lexemes_.size();) {
      size_t end = begin;
      while (end < lexemes_.size() && !lexemes_[end].Is(Lexeme::kSpace)) ++end;
      if (end > begin &&
          IsAddress(PartOf(text_, {lexemes_[begin].range.begin, lexemes_[end - 1].range.end}))) {
        for (size_t i = begin; i < end; ++i) lexemes_[i].left_out = true;
      }
      begin = end + 1;
    }
  }

  const std::string_view text_;
  const RuleSet rules_;
  std::vector<Lexeme> lexemes_;
};

}  // namespace

std::vector<Lexeme> QuantityLexemes(std::string_view text, RuleSet rules) {
  return Lexer(text, rules).Run();
}

}  // namespace dragoman
