// L2 twice: every character by itself, and a pass that copies what does not change.
//
// The pass goes by clusters: a character and the marks and invisible ones behind it. A cluster of
// one character stays as it is, becomes a space or another letter; the others are composed as
// glyphs. "کتابِ" is copied up to "ا", its last letter shares a range with the zer.
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "server/text/character_table.h"
#include "server/text/code_points.h"
#include "server/text/letters.h"
#include "server/text/normal_forms.h"
#include "server/text/normalise.h"

namespace dragoman {
namespace {

// A character on its way to L2.
struct Glyph {
  char32_t c = 0;
  ByteRange range;
};

bool IsDropped(char32_t c) {
  return c == kTatweel || (c >= 0xAD && u_hasBinaryProperty(static_cast<UChar32>(c),
                                                            UCHAR_DEFAULT_IGNORABLE_CODE_POINT));
}

std::vector<Glyph> VisibleGlyphs(std::string_view text, ByteRange from) {
  std::vector<Glyph> glyphs;
  glyphs.reserve(from.end - from.begin);
  for (size_t offset = from.begin; offset < from.end;) {
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

uint8_t OrderOf(char32_t c) { return u_getCombiningClass(static_cast<UChar32>(c)); }

// Returns the characters of a cluster with their marks in canonical order. The composer would order
// them too, one by one: 64 KB of marks that alternate took it 0.3 s.
icu::UnicodeString Ordered(std::vector<Glyph>::iterator begin, std::vector<Glyph>::iterator end) {
  const auto is_mark = [](const Glyph& glyph) { return OrderOf(glyph.c) != 0; };
  const auto by_order = [](const Glyph& one, const Glyph& other) {
    return OrderOf(one.c) < OrderOf(other.c);
  };
  for (auto marks = std::find_if(begin, end, is_mark); marks != end;) {
    const auto behind = std::find_if_not(marks, end, is_mark);
    std::stable_sort(marks, behind, by_order);
    marks = std::find_if(behind, end, is_mark);
  }
  icu::UnicodeString cluster;
  for (auto at = begin; at != end; ++at) cluster.append(static_cast<UChar32>(at->c));
  return cluster;
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
      const ByteRange range{glyphs[i].range.begin, glyphs[end - 1].range.end};
      const auto begin = glyphs.begin() + static_cast<ptrdiff_t>(i);
      const auto behind = glyphs.begin() + static_cast<ptrdiff_t>(end);
      AppendNormalised(Composer(), Ordered(begin, behind), range, out);
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
bool LetsHamzaPass(char32_t c) { return OrderOf(c) != 0 && OrderOf(c) < OrderOf(kHamzaAbove); }

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

// Appends the L2 of a range of the text, glyph by glyph. Requires: nothing before or behind the
// range composes with what is in it.
void AppendGlyphs(std::string_view text, ByteRange range, RuleSet rules, MappedTextWriter& out) {
  std::vector<Glyph> glyphs = WithoutPresentationForms(Composed(VisibleGlyphs(text, range)));
  if (rules == RuleSet::kUrdu) glyphs = WithUrduLetters(glyphs);
  for (const Glyph& glyph : glyphs) out.Append(glyph.c, glyph.range);
}

// What a character means for the clusters around it.
enum class Kind : uint8_t {
  kComplex,  // May change, vanish, or change with what stands before it.
  kMark,     // Belongs to the character before it; changes neither.
  kSame,     // From here on characters begin a cluster: this one is itself,
  kSpace,    // U+0020,
  kBlank,    // other white space,
  kLetter,   // a letter that the rules write with another code point of as many bytes.
};

bool BeginsCluster(Kind kind) { return kind != Kind::kComplex && kind != Kind::kMark; }

// Returns the kind of a letter that is at NFC and composes with nothing before it.
Kind KindOfLetter(char32_t c, RuleSet rules) {
  if (rules != RuleSet::kUrdu) return Kind::kSame;
  if (c == kYehBarreeWithHamza) return Kind::kComplex;
  return UrduLetter(c) == c ? Kind::kSame : Kind::kLetter;
}

Kind KindOf(char32_t c, RuleSet rules) {
  UErrorCode error = U_ZERO_ERROR;
  const auto code_point = static_cast<UChar32>(c);
  if (c == U' ') return Kind::kSpace;
  if (IsDropped(c) || IsPresentationForm(c)) return Kind::kComplex;
  const bool is_composed =
      Composer().quickCheck(icu::UnicodeString(code_point), error) == UNORM_YES;
  if (u_getCombiningClass(code_point) != 0) return is_composed ? Kind::kMark : Kind::kComplex;
  if (!Composer().hasBoundaryBefore(code_point)) return Kind::kComplex;
  if (IsWhiteSpace(c)) return Kind::kBlank;
  return is_composed ? KindOfLetter(c, rules) : Kind::kComplex;
}

const CharacterTable<Kind>& KindsOf(RuleSet rules) {
  static const CharacterTable<Kind> general(
      [](char32_t c) { return KindOf(c, RuleSet::kGeneric); });
  static const CharacterTable<Kind> urdu([](char32_t c) { return KindOf(c, RuleSet::kUrdu); });
  return rules == RuleSet::kUrdu ? urdu : general;
}

// The pass over a text.
class Clusters {
 public:
  Clusters(std::string_view text, RuleSet rules)
      : text_(text), rules_(rules), kinds_(KindsOf(rules)), out_(text) {}

  MappedText Level2() && {
    while (!AtEnd(done_)) {
      const Run run = SameFrom(done_);
      if (AtEnd(run.end)) {
        TakeSame(run.end);
      } else if (BeginsCluster(KindAt(run.end))) {
        TakeSame(run.end);
        TakeCluster();
      } else {  // Belongs to the last character of the run.
        TakeSame(run.last);
        TakeCluster();
      }
    }
    return std::move(out_).Finish();
  }

 private:
  // Characters that stay as they are.
  struct Run {
    size_t last = 0;  // Where the last one begins.
    size_t end = 0;
  };

  bool AtEnd(size_t at) const { return at == text_.size(); }
  Kind KindAt(size_t at) const { return kinds_.Next(text_, &at); }
  size_t Behind(size_t at) const {
    kinds_.Next(text_, &at);
    return at;
  }

  Run SameFrom(size_t begin) const {
    Run run{begin, begin};
    bool after_space = out_.AtSpace();
    for (size_t next = begin; !AtEnd(next);) {
      const size_t here = next;
      const Kind kind = kinds_.Next(text_, &next);
      if (kind != Kind::kSame && (kind != Kind::kSpace || after_space)) break;
      after_space = kind == Kind::kSpace;
      run = {here, next};
    }
    return run;
  }

  // Returns the range from `done_`, which is then done.
  ByteRange DoneUpTo(size_t end) {
    const ByteRange range{static_cast<uint32_t>(done_), static_cast<uint32_t>(end)};
    done_ = end;
    return range;
  }

  void TakeSame(size_t end) { out_.AppendSame(DoneUpTo(end)); }

  void TakeCluster() {
    const size_t first = Behind(done_);
    size_t end = first;
    while (!AtEnd(end) && !BeginsCluster(KindAt(end))) end = Behind(end);
    const Kind kind = KindAt(done_);
    if (end == first && kind == Kind::kLetter) {
      TakeLetter(end);
    } else if (end == first && (kind == Kind::kBlank || kind == Kind::kSpace)) {
      out_.Append(U' ', DoneUpTo(end));
    } else if (kind == Kind::kSame && KindAt(first) == Kind::kMark && end == Behind(first)) {
      out_.AppendShared(DoneUpTo(end));  // Two marks might change places.
    } else {
      AppendGlyphs(text_, DoneUpTo(end), rules_, out_);
    }
  }

  void TakeLetter(size_t end) {
    size_t at = done_;
    std::string letter;
    AppendCodePoint(UrduLetter(NextCodePoint(text_, &at)), letter);
    out_.AppendInStep(letter, DoneUpTo(end));
  }

  const std::string_view text_;
  const RuleSet rules_;
  const CharacterTable<Kind>& kinds_;
  MappedTextWriter out_;
  size_t done_ = 0;
};

}  // namespace

MappedText Level2(std::string_view text, RuleSet rules) { return Clusters(text, rules).Level2(); }

MappedText Level2ByGlyphs(std::string_view text, RuleSet rules) {
  MappedTextWriter out(text);
  AppendGlyphs(text, {0, static_cast<uint32_t>(text.size())}, rules, out);
  return std::move(out).Finish();
}

}  // namespace dragoman
