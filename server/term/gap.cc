#include "server/term/gap.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>

namespace dragoman {
namespace {

// Words (at L3) whose dot does not end a sentence: titles, and the Urdu names of Latin letters,
// which stand for initials. Single letters need no list.
bool IsAbbreviated(std::string_view fold) {
  static const auto* const words = new absl::flat_hash_set<std::string_view>{
      "dr",   "prof", "mr",    "mrs",  "ms",   "st",  "amb",   "sen",    "gen", "lt",
      "col",  "maj",  "capt",  "brig", "adm",  "hon", "gov",   "jr",     "sr",  "rev",
      "проф", "акад", "ген",   "полк", "адм",  "им",  "ул",    "пр",     "др",  "ст",
      "اے",   "بی",   "سی",    "ڈی",   "ای",   "ایف", "جی",    "ایچ",    "آیی", "جے",
      "کے",   "ایل",  "ایم",   "این",  "او",   "پی",  "کیو",   "آر",     "ایس", "ٹی",
      "یو",   "وی",   "ڈبلیو", "ایکس", "وایی", "زیڈ", "ڈاکٹر", "پروفیسر"};
  const auto starts_character = [](char c) { return (c & 0xC0) != 0x80; };
  return std::count_if(fold.begin(), fold.end(), starts_character) == 1 || words->contains(fold);
}

bool HasBlankLine(std::string_view between) {
  return std::count(between.begin(), between.end(), '\n') > 1 ||
         between.find("\u2029") != std::string_view::npos;
}

Joint JointOf(std::string_view between, std::span<const Mark> marks) {
  if (marks.empty()) return between.empty() ? Joint::kTight : Joint::kSpaced;
  const Mark& mark = marks.front();
  const bool alone = marks.size() == 1 && mark.range.end - mark.range.begin == between.size();
  return alone && (mark.text == "-" || mark.text == ".") ? Joint::kTight : Joint::kNone;
}

}  // namespace

Gap GapBefore(std::string_view text, const Analysis& analysis, size_t next,
              std::span<const Mark> marks) {
  const Word& left = analysis.words[next - 1];
  const uint32_t begin = left.range.end;
  const uint32_t end = analysis.words[next].range.begin;
  if (begin >= end) return {.joint = Joint::kTight, .barriers = {}};
  const std::string_view between = text.substr(begin, end - begin);
  const bool numbers = left.is_number() && analysis.words[next].is_number();
  Gap gap{.joint = numbers ? Joint::kNone : JointOf(between, marks), .barriers = {}};
  for (const Mark& mark : marks) {
    if (mark.text == "-" || mark.text == "\"" || mark.text == "'") continue;
    const bool bridged = mark.text == "." && (mark.range.end == end || IsAbbreviated(left.fold));
    if (!bridged) gap.barriers.push_back(mark.text);
  }
  if (HasBlankLine(between)) {
    gap.joint = Joint::kNone;
    gap.barriers.push_back("\n\n");
  }
  return gap;
}

std::vector<Gap> GapsOf(std::string_view text, const Analysis& analysis) {
  std::vector<Gap> gaps(analysis.words.size());
  auto mark = analysis.marks.begin();
  for (size_t i = 1; i < gaps.size(); ++i) {
    const uint32_t begin = analysis.words[i - 1].range.end;
    const uint32_t end = analysis.words[i].range.begin;
    while (mark != analysis.marks.end() && mark->range.begin < begin) ++mark;
    const auto first = mark;
    while (mark != analysis.marks.end() && mark->range.end <= end) ++mark;
    gaps[i] = GapBefore(text, analysis, i, {first, mark});
  }
  return gaps;
}

}  // namespace dragoman
