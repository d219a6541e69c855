#include "server/text/normalise.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <utility>

#include "server/text/code_points.h"
#include "server/text/letters.h"

namespace dragoman {
namespace {

// A character on its way to L2.
struct Glyph {
  char32_t c = 0;
  ByteRange range;
};

const icu::Normalizer2& Composer() {
  static const icu::Normalizer2* const nfc = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getNFCInstance(error);
  }();
  return *nfc;
}

const icu::Normalizer2& CompatibilityComposer() {
  static const icu::Normalizer2* const nfkc = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCInstance(error);
  }();
  return *nfkc;
}

const icu::Normalizer2& CaseFolder() {
  static const icu::Normalizer2* const folder = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCCasefoldInstance(error);
  }();
  return *folder;
}

bool IsDropped(char32_t c) {
  return c == kTatweel || (c >= 0xAD && u_hasBinaryProperty(static_cast<UChar32>(c),
                                                            UCHAR_DEFAULT_IGNORABLE_CODE_POINT));
}

std::vector<Glyph> VisibleGlyphs(std::string_view text) {
  std::vector<Glyph> glyphs;
  glyphs.reserve(text.size());
  for (size_t offset = 0; offset < text.size();) {
    const auto begin = static_cast<uint32_t>(offset);
    const char32_t c = NextCodePoint(text, &offset);
    if (!IsDropped(c)) glyphs.push_back({c, {begin, static_cast<uint32_t>(offset)}});
  }
  return glyphs;
}

void AppendNormalised(const icu::Normalizer2& normalizer, const icu::UnicodeString& text,
                      ByteRange range, std::vector<Glyph>& out) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString normal = normalizer.normalize(text, error);
  for (int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(normal.char32At(i));
    if (!IsDropped(c)) out.push_back({c, range});
  }
}

// Composes: clusters between normalisation boundaries, whose characters then share one range.
std::vector<Glyph> Composed(std::vector<Glyph> glyphs) {
  const auto plain = [](const Glyph& glyph) { return glyph.c < 0x300; };
  if (std::all_of(glyphs.begin(), glyphs.end(), plain)) return glyphs;
  std::vector<Glyph> out;
  out.reserve(glyphs.size());
  for (size_t i = 0; i < glyphs.size();) {
    size_t end = i + 1;
    while (end < glyphs.size() &&
           !Composer().hasBoundaryBefore(static_cast<UChar32>(glyphs[end].c))) {
      ++end;
    }
    if (end == i + 1 && Composer().isInert(static_cast<UChar32>(glyphs[i].c))) {
      out.push_back(glyphs[i]);
    } else {
      icu::UnicodeString cluster;
      for (size_t j = i; j < end; ++j) cluster.append(static_cast<UChar32>(glyphs[j].c));
      AppendNormalised(Composer(), cluster, {glyphs[i].range.begin, glyphs[end - 1].range.end},
                       out);
    }
    i = end;
  }
  return out;
}

// Arabic presentation forms become letters; the four word ligatures from U+FDFA on stay.
bool IsPresentationForm(char32_t c) {
  return c >= 0xFB50 && c <= 0xFEFC && !(c >= 0xFDFA && c <= 0xFDFD) &&
         !(c >= 0xFDD0 && c <= 0xFDEF) && !(c >= 0xFE00 && c < 0xFE70);
}

std::vector<Glyph> WithoutPresentationForms(std::vector<Glyph> glyphs) {
  const auto is_form = [](const Glyph& glyph) { return IsPresentationForm(glyph.c); };
  if (std::none_of(glyphs.begin(), glyphs.end(), is_form)) return glyphs;
  std::vector<Glyph> out;
  for (const Glyph& glyph : glyphs) {
    if (is_form(glyph)) {
      AppendNormalised(CompatibilityComposer(), icu::UnicodeString(static_cast<UChar32>(glyph.c)),
                       glyph.range, out);
    } else {
      out.push_back(glyph);
    }
  }
  return Composed(std::move(out));
}

// Returns whether composition reaches over the mark from a letter to a hamza above.
bool LetsHamzaPass(char32_t c) {
  const uint8_t order = u_getCombiningClass(static_cast<UChar32>(c));
  return order != 0 && order < u_getCombiningClass(static_cast<UChar32>(kHamzaAbove));
}

// Puts a hamza above into its letter as composition would if it knew the letter. Marks between them
// (ہ, zer, hamza) share the letter's range.
void AppendHamza(ByteRange range, std::vector<Glyph>& out) {
  size_t marks = out.size();
  while (marks > 0 && LetsHamzaPass(out[marks - 1].c)) --marks;
  const char32_t letter = marks == 0 ? kNothing : out[marks - 1].c;
  if (letter != kHeh && letter != kYeh && letter != kYehBarree) {
    out.push_back({kHamzaAbove, range});
    return;
  }
  const ByteRange both{out[marks - 1].range.begin, range.end};
  out[marks - 1].c = letter == kHeh ? kHehWithHamza : kYehWithHamza;
  if (letter == kYehBarree) {
    out.insert(out.begin() + static_cast<ptrdiff_t>(marks), {kYehBarree, both});
  }
  for (size_t i = marks - 1; i < out.size(); ++i) out[i].range = both;
}

// ۓ and its likes become two letters.
void AppendUrduLetter(const Glyph& glyph, std::vector<Glyph>& out) {
  const char32_t c = UrduLetter(glyph.c);
  if (c == kHamzaAbove) {
    AppendHamza(glyph.range, out);
  } else if (c == kYehBarreeWithHamza) {
    out.push_back({kYehWithHamza, glyph.range});
    out.push_back({kYehBarree, glyph.range});
  } else {
    out.push_back({c, glyph.range});
  }
}

std::vector<Glyph> WithUrduLetters(const std::vector<Glyph>& glyphs) {
  std::vector<Glyph> out;
  out.reserve(glyphs.size());
  for (const Glyph& glyph : glyphs) AppendUrduLetter(glyph, out);
  return out;
}

// Writes the characters out, one space for each inner run of white space.
MappedText Spaced(const std::vector<Glyph>& glyphs) {
  std::string text;
  std::vector<MappedText::Piece> pieces;
  pieces.reserve(glyphs.size());
  for (const Glyph& glyph : glyphs) {
    const bool space = u_isUWhiteSpace(static_cast<UChar32>(glyph.c));
    if (space && (text.empty() || text.back() == ' ')) {
      if (!text.empty()) pieces.back().range.end = glyph.range.end;
      continue;
    }
    pieces.push_back({static_cast<uint32_t>(text.size()), glyph.range});
    AppendCodePoint(space ? U' ' : glyph.c, text);
  }
  if (!text.empty() && text.back() == ' ') {
    text.pop_back();
    pieces.pop_back();
  }
  return {std::move(text), std::move(pieces)};
}

// Returns whether L2 of the text is the text: printable ASCII, single inner spaces.
bool IsOwnLevel2(std::string_view text) {
  char before = ' ';
  for (const char c : text) {
    if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) return false;
    before = c;
  }
  return text.empty() || before != ' ';
}

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
  } else if (u_isUWhiteSpace(static_cast<UChar32>(c))) {
    if (!out.empty() && out.back() != ' ') out += ' ';
  } else {
    AppendCodePoint(FoldedPunctuation(c), out);
  }
}

icu::UnicodeString Utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

std::string FoldedAscii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

RuleSet RuleSetOf(const Language& language) {
  const std::string_view primary = language.primary();
  if (primary == "en") return RuleSet::kEnglish;
  if (primary == "ru") return RuleSet::kRussian;
  if (primary == "ur") return RuleSet::kUrdu;
  return RuleSet::kGeneric;
}

size_t MappedText::PieceAt(size_t offset) const {
  const auto after =
      std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                       [](size_t wanted, const Piece& piece) { return wanted < piece.offset; });
  return static_cast<size_t>(after - pieces_.begin()) - 1;
}

ByteRange MappedText::RangeOf(size_t begin, size_t end) const {
  if (pieces_.empty()) return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  return {pieces_[PieceAt(begin)].range.begin, pieces_[PieceAt(end - 1)].range.end};
}

size_t MappedText::OffsetAt(uint32_t position) const {
  if (pieces_.empty()) return std::min<size_t>(position, text_.size());
  const auto found = std::lower_bound(
      pieces_.begin(), pieces_.end(), position,
      [](const Piece& piece, uint32_t wanted) { return piece.range.begin < wanted; });
  return found == pieces_.end() ? text_.size() : found->offset;
}

MappedText Level2(std::string_view text, RuleSet rules) {
  if (IsOwnLevel2(text)) return {std::string(text), {}};
  std::vector<Glyph> glyphs = WithoutPresentationForms(Composed(VisibleGlyphs(text)));
  if (rules == RuleSet::kUrdu) glyphs = WithUrduLetters(glyphs);
  return Spaced(glyphs);
}

std::string Level3(std::string_view level2, RuleSet rules) {
  if (IsOwnLevel2(level2)) return FoldedAscii(level2);
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
    return Level3(composed, rules);
  }
  return out;
}

std::string ExactKey(std::string_view text, const Language& language) {
  return Level2(text, RuleSetOf(language)).text();
}

}  // namespace dragoman
