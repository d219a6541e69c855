// Sentences in three steps: lines; places in a line where a sentence may end (ICU's breaks, and
// behind every mark that ends sentences); the rules' word on each place.
//
// A place is the byte behind the mark and its closing quotes, ahead of the white space:
//   "He met Dr.| Rasul.| And left…| Then"  has three; the rules refuse the first and make the
//   third.
#include "server/text/sentences.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>

#include "server/text/code_points.h"
#include "server/text/cut_lines.h"
#include "server/text/letters.h"
#include "server/text/normalise.h"
#include "server/text/sentence_rules.h"

namespace dragoman {
namespace {

// A place where a sentence may end.
struct Place {
  size_t offset = 0;
  bool breaks = false;  // When no rule fits.
};

bool IsLineBreak(char32_t c) {
  return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool IsTerminator(char32_t c) {
  return c == U'.' || c == U'!' || c == U'?' || c == U'…' || c == U'؟' || c == U'۔';
}

bool IsOpening(char32_t c) {
  const int8_t type = u_charType(static_cast<UChar32>(c));
  return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION;
}

// A control that opens a run of other writing direction belongs to what follows it.
bool IsSpaceOrDirection(char32_t c) {
  return IsWhiteSpace(c) || (c >= 0x202A && c <= 0x202E && c != 0x202C) ||
         (c >= 0x2066 && c <= 0x2068);
}

// Quotes of either kind: which of them close is a matter of language.
bool IsClosing(char32_t c) {
  const int8_t type = u_charType(static_cast<UChar32>(c));
  return c == U'"' || c == U'\'' || type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION ||
         type == U_INITIAL_PUNCTUATION;
}

// Returns the offset before the run of characters of a kind that ends at `end`.
template <typename Kind>
size_t SkipBack(std::string_view text, size_t end, Kind is_kind) {
  while (end > 0) {
    auto i = static_cast<int32_t>(end);
    UChar32 c = 0;
    U8_PREV_OR_FFFD(text.data(), 0, i, c);
    if (!is_kind(static_cast<char32_t>(c))) break;
    end = static_cast<size_t>(i);
  }
  return end;
}

// Returns the offset behind the run of characters of a kind that starts at `begin`.
template <typename Kind>
size_t Skip(std::string_view text, size_t begin, Kind is_kind) {
  while (begin < text.size()) {
    size_t next = begin;
    if (!is_kind(NextCodePoint(text, &next))) break;
    begin = next;
  }
  return begin;
}

// ICU's iterator costs more to make than to use; each thread keeps one.
icu::BreakIterator& SentenceIterator() {
  thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
    UErrorCode error = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(
        icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), error));
  }();
  return *iterator;
}

// Returns the place of a break of ICU, which stands behind the white space, and behind an opening
// quote where there is none. A quote that ends the line closes, whatever its kind.
size_t PlaceOf(std::string_view line, size_t icu_break) {
  const size_t place = SkipBack(line, icu_break, IsSpaceOrDirection);
  return place < icu_break || icu_break == line.size() ? place
                                                       : SkipBack(line, icu_break, IsOpening);
}

void AddBreaksOfIcu(std::string_view line, std::vector<Place>& places) {
  UErrorCode error = U_ZERO_ERROR;
  UText text = UTEXT_INITIALIZER;
  utext_openUTF8(&text, line.data(), static_cast<int64_t>(line.size()), &error);
  icu::BreakIterator& iterator = SentenceIterator();
  iterator.setText(&text, error);
  if (U_SUCCESS(error)) {
    for (int32_t at = iterator.next(); at != icu::BreakIterator::DONE; at = iterator.next()) {
      places.push_back({PlaceOf(line, static_cast<size_t>(at)), true});
    }
  }
  utext_close(&text);
}

// Returns the offset behind note marks such as "[3][12]".
size_t SkipNotes(std::string_view line, size_t at) {
  while (at < line.size() && line[at] == '[') {
    const size_t end = line.find_first_not_of("0123456789", at + 1);
    if (end == std::string_view::npos || end == at + 1 || line[end] != ']') break;
    at = end + 1;
  }
  return at;
}

// Adds the places behind marks that ICU passes over, such as "…" before a capital. Of marks with
// nothing but space between them, the last counts.
void AddMarks(std::string_view line, RuleSet language, std::vector<Place>& places) {
  const bool is_urdu = language == RuleSet::kUrdu;
  for (size_t at = 0; at < line.size();) {
    const char32_t c = NextCodePoint(line, &at);
    const bool is_dash = is_urdu && c == U'-';
    if (!is_dash && !IsTerminator(c)) continue;
    if (!is_dash) at = SkipNotes(line, Skip(line, Skip(line, at, IsTerminator), IsClosing));
    const size_t behind = Skip(line, at, IsWhiteSpace);
    const bool has_space = behind > at;
    size_t next = behind;
    const bool is_last = next == line.size() || !IsTerminator(NextCodePoint(line, &next));
    if (is_last && (has_space || (is_urdu && !is_dash))) places.push_back({at, false});
    at = behind;
  }
}

// The places of a line in order, each once, the line's end left out.
std::vector<Place> PlacesIn(std::string_view line, RuleSet language) {
  std::vector<Place> places;
  AddBreaksOfIcu(line, places);
  AddMarks(line, language, places);
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return a.offset != b.offset ? a.offset < b.offset : a.breaks > b.breaks;
  });
  const auto same = [](const Place& a, const Place& b) { return a.offset == b.offset; };
  places.erase(std::unique(places.begin(), places.end(), same), places.end());
  std::erase_if(places, [&](const Place& p) { return p.offset == 0 || p.offset == line.size(); });
  return places;
}

// Returns UTF-8 as the rules want it: Urdu letters for Arabic ones, one character for one.
icu::UnicodeString ForRules(std::string_view text, RuleSet language) {
  icu::UnicodeString out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, &at);
    out.append(static_cast<UChar32>(language == RuleSet::kUrdu ? UrduLetter(c) : c));
  }
  return out;
}

icu::UnicodeString Before(std::string_view line, size_t place, RuleSet language) {
  int left = kJudgedCharacters;
  const size_t begin = SkipBack(line, place, [&](char32_t) { return left-- > 0; });
  return ForRules(line.substr(begin, place - begin), language);
}

icu::UnicodeString After(std::string_view line, size_t place, RuleSet language) {
  int left = kJudgedCharacters;
  const size_t end = Skip(line, place, [&](char32_t) { return left-- > 0; });
  return ForRules(line.substr(place, end - place), language);
}

// The segments of a text as they are found.
class Segments {
 public:
  explicit Segments(std::string_view text) : text_(text) {}

  // Adds [begin, end) without the white space around it, if anything is left.
  void Add(size_t begin, size_t end) {
    const std::string_view head = text_.substr(0, end);
    begin = Skip(head, begin, IsWhiteSpace);
    if (begin == end) return;
    end = SkipBack(head, end, IsWhiteSpace);
    ranges_.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
  }

  std::vector<ByteRange> Take() { return std::move(ranges_); }

 private:
  std::string_view text_;
  std::vector<ByteRange> ranges_;
};

}  // namespace

std::vector<ByteRange> CutLines(
    std::string_view text,
    const std::function<std::vector<size_t>(std::string_view line)>& ends_in) {
  Segments segments(text);
  for (size_t begin = 0; begin < text.size();) {
    begin = Skip(text, begin, IsWhiteSpace);
    const size_t end = Skip(text, begin, [](char32_t c) { return !IsLineBreak(c); });
    size_t start = begin;
    for (const size_t offset : ends_in(text.substr(begin, end - begin))) {
      segments.Add(start, begin + offset);
      start = begin + offset;
    }
    segments.Add(start, end);
    begin = end;
  }
  return segments.Take();
}

std::vector<ByteRange> Sentences(std::string_view text, const Language& language) {
  const RuleSet rules = RuleSetOf(language);
  SentenceJudge judge(SentenceRulesOf(rules));
  return CutLines(text, [&](std::string_view line) {
    std::vector<size_t> ends;
    for (const Place& place : PlacesIn(line, rules)) {
      const icu::UnicodeString before = Before(line, place.offset, rules);
      const icu::UnicodeString after = After(line, place.offset, rules);
      if (judge.Breaks(before, after, place.breaks)) ends.push_back(place.offset);
    }
    return ends;
  });
}

}  // namespace dragoman
