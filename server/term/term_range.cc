#include "server/term/term_range.h"

#include <algorithm>
#include <span>

namespace dragoman {
namespace {

// Returns the first mark that begins at or after `byte`.
std::vector<Mark>::const_iterator MarkFrom(const Analysis& analysis, uint32_t byte) {
  return std::partition_point(analysis.marks.begin(), analysis.marks.end(),
                              [byte](const Mark& mark) { return mark.range.begin < byte; });
}

// Returns where the wanted marks end when they follow `end` without a gap, else `end`.
uint32_t WithMarksAfter(uint32_t end, std::span<const std::string> wanted,
                        const Analysis& analysis) {
  auto mark = MarkFrom(analysis, end);
  uint32_t at = end;
  for (const std::string& text : wanted) {
    if (mark == analysis.marks.end() || mark->range.begin != at || mark->text != text) return end;
    at = mark->range.end;
    ++mark;
  }
  return at;
}

// Returns where the wanted marks begin when they stand before `begin` without a gap, else `begin`.
uint32_t WithMarksBefore(uint32_t begin, std::span<const std::string> wanted,
                         const Analysis& analysis) {
  auto mark = MarkFrom(analysis, begin);
  uint32_t at = begin;
  for (auto text = wanted.rbegin(); text != wanted.rend(); ++text) {
    if (mark == analysis.marks.begin()) return begin;
    --mark;
    if (mark->range.end != at || mark->text != *text) return begin;
    at = mark->range.begin;
  }
  return at;
}

}  // namespace

ByteRange RangeOf(const TermMatch& match, const TermPattern& pattern, const Analysis& analysis,
                  const TextWords& words) {
  const TextWord& last = words.words()[match.last - 1];
  const bool possessive_term = pattern.words.back()->fold.ends_with("'s");
  const uint32_t end = possessive_term ? last.range.end : last.bare_end;
  return {WithMarksBefore(words.words()[match.first].range.begin, pattern.before, analysis),
          WithMarksAfter(end, pattern.after, analysis)};
}

}  // namespace dragoman
