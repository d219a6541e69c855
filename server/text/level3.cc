// L3 twice: by ICU's case folding and the rules of a language, and by a table of what these make of
// each character.
//
// The table holds the characters that have the same L3 wherever they stand: those that no
// character before them composes with, and marks that the rules drop. "№" is one ("no"); U+0301 in
// Russian is none, for it may first become part of a letter ("ќ").
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <cstring>

#include "server/text/character_table.h"
#include "server/text/code_points.h"
#include "server/text/letters.h"
#include "server/text/normal_forms.h"
#include "server/text/normalise.h"

namespace dragoman {
namespace {

// Returns what stands for a case-folded character at L3 by the rules of the language.
char32_t FoldedLetter(char32_t c, RuleSet rules) {
  if (rules == RuleSet::kRussian) return FoldedRussian(c);
  if (rules == RuleSet::kUrdu) return FoldedUrdu(UrduLetter(c));  // Case folding writes ﷺ out.
  return c;
}

// Appends the L3 form of a case-folded character: nothing or one character.
void AppendFolded(char32_t c, std::string& out) {
  if (c == kNothing) return;
  if (const int32_t digit = u_charDigitValue(static_cast<UChar32>(c)); digit >= 0) {
    out += static_cast<char>('0' + digit);
  } else if (IsWhiteSpace(c)) {
    if (!out.empty() && out.back() != ' ') out += ' ';
  } else {
    AppendCodePoint(FoldedPunctuation(c), out);
  }
}

icu::UnicodeString Utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

// What stands for a character at L3: up to three bytes. Four bytes in all, copied as one.
struct Fold {
  static constexpr uint8_t kMaxBytes = 3;
  static constexpr uint8_t kSpace = 4;  // In place of a size.
  static constexpr uint8_t kUnknown = 5;

  std::array<char, kMaxBytes> bytes{};
  uint8_t size = kUnknown;
};

// Returns whether no character beside this one changes what becomes of either.
bool IsInert(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  const auto code_point = static_cast<UChar32>(c);
  return Composer().hasBoundaryBefore(code_point) &&
         Composer().quickCheck(icu::UnicodeString(code_point), error) == UNORM_YES;
}

bool AreAllInert(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (!IsInert(NextCodePoint(text, &at))) return false;
  }
  return true;
}

// Returns whether the rules drop a mark that composes with nothing.
bool IsDroppedMark(char32_t c, RuleSet rules) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString mark(static_cast<UChar32>(c));
  return FoldedLetter(c, rules) == kNothing && CaseFolder().quickCheck(mark, error) == UNORM_YES;
}

Fold FoldOf(char32_t c, RuleSet rules) {
  UErrorCode error = U_ZERO_ERROR;
  const auto code_point = static_cast<UChar32>(c);
  const icu::UnicodeString folded = CaseFolder().normalize(icu::UnicodeString(code_point), error);
  if (folded.isEmpty()) return {};
  if (!CaseFolder().hasBoundaryBefore(code_point)) {
    return IsDroppedMark(c, rules) ? Fold{.size = 0} : Fold{};
  }
  std::string out;
  for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const auto letter = static_cast<char32_t>(folded.char32At(i));
    if (IsWhiteSpace(letter)) return folded.length() == 1 ? Fold{.size = Fold::kSpace} : Fold{};
    AppendFolded(FoldedLetter(letter, rules), out);
  }
  if (out.size() > Fold::kMaxBytes || !AreAllInert(out)) return {};
  Fold fold{.size = static_cast<uint8_t>(out.size())};
  std::copy(out.begin(), out.end(), fold.bytes.begin());
  return fold;
}

const CharacterTable<Fold>& FoldsOf(RuleSet rules) {
  using Table = CharacterTable<Fold>;
  static const Table general([](char32_t c) { return FoldOf(c, RuleSet::kGeneric); });
  static const Table russian([](char32_t c) { return FoldOf(c, RuleSet::kRussian); });
  static const Table urdu([](char32_t c) { return FoldOf(c, RuleSet::kUrdu); });
  if (rules == RuleSet::kRussian) return russian;
  return rules == RuleSet::kUrdu ? urdu : general;
}

// Appends L3 of the text to `out` by the table; returns false when a character is not in it. Writes
// into a buffer first, for which the string of a short word needs no memory of its own.
bool FoldByTable(std::string_view level2, const CharacterTable<Fold>& folds, std::string& out) {
  std::array<char, 256> buffer;
  size_t size = 0;
  bool after_space = true;  // Spaces at the start are dropped.
  for (size_t at = 0; at < level2.size();) {
    const Fold& fold = folds.Next(level2, &at);
    if (fold.size <= Fold::kMaxBytes) {
      std::memcpy(&buffer[size], &fold, sizeof(Fold));
      size += fold.size;
      after_space &= fold.size == 0;
    } else if (fold.size == Fold::kSpace) {
      if (!after_space) buffer[size++] = ' ';
      after_space = true;
    } else {
      return false;
    }
    if (size + sizeof(Fold) > buffer.size()) {
      out.append(buffer.data(), size);
      size = 0;
    }
  }
  out.append(buffer.data(), size);
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return true;
}

}  // namespace

std::string Level3ByIcu(std::string_view level2, RuleSet rules) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString folded = CaseFolder().normalize(Utf16(level2), error);
  std::string out;
  out.reserve(level2.size());
  bool changed = false;
  for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(folded.char32At(i));
    const char32_t letter = FoldedLetter(c, rules);
    changed |= letter != c;
    AppendFolded(letter, out);
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  // A letter may meet a mark that was kept from it: е, stress mark, diaeresis.
  if (changed &&
      !Composer().isNormalizedUTF8({out.data(), static_cast<int32_t>(out.size())}, error)) {
    std::string composed;
    Composer().normalize(Utf16(out), error).toUTF8String(composed);
    return Level3ByIcu(composed, rules);
  }
  return out;
}

std::string Level3(std::string_view level2, RuleSet rules) {
  std::string out;
  if (FoldByTable(level2, FoldsOf(rules), out)) return out;
  return Level3ByIcu(level2, rules);
}

}  // namespace dragoman
