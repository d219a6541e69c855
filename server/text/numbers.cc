#include "server/text/numbers.h"

#include <algorithm>

namespace dragoman {
namespace {

bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsAsciiDigit);
}

// The marks at L3 that Urdu numbers may have for "," and ".".
constexpr std::string_view kThousandsMark = "\u066C";
constexpr std::string_view kDecimalMark = "\u066B";

std::string WithPlainMarks(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with(kThousandsMark) || rest.starts_with(kDecimalMark)) {
      out += rest.starts_with(kThousandsMark) ? ',' : '.';
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

// Returns the digits of `whole` without its grouping marks, or "" when they do not group it: 1 to 3
// digits, then groups of three, or where `twos` are allowed groups of two before a last one of
// three.
std::string Ungrouped(std::string_view whole, char mark, bool twos) {
  std::string digits;
  size_t group = 0;
  bool first = true;
  bool all_threes = true;
  bool all_twos = true;
  for (size_t begin = 0; begin <= whole.size(); begin += group + 1) {
    group = std::min(whole.find(mark, begin), whole.size()) - begin;
    const std::string_view part = whole.substr(begin, group);
    if (!AllDigits(part)) return "";
    const bool last = begin + group == whole.size();
    if (first && (last ? false : group > 3)) return "";
    if (!first) {
      all_threes &= group == 3;
      all_twos &= group == (last ? 3U : 2U);
    } else {
      all_twos &= group <= 2;
    }
    digits += part;
    first = false;
  }
  return all_threes || (twos && all_twos) ? digits : "";
}

std::string Canonical(std::string whole, std::string fraction) {
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return fraction.empty() ? whole : whole + '.' + fraction;
}

// Returns the value of a run of digits and marks, or "" when it is no plain number.
std::string ValueOfRun(std::string_view run, char grouping, char decimal, bool twos) {
  const size_t point = run.find(decimal);
  const std::string_view fraction = point == run.npos ? "" : run.substr(point + 1);
  if (point != run.npos && !AllDigits(fraction)) return "";
  const std::string whole = Ungrouped(run.substr(0, point), grouping, twos);
  return whole.empty() ? "" : Canonical(whole, std::string(fraction));
}

}  // namespace

std::string NumberValue(std::string_view fold, RuleSet rules) {
  const std::string text = WithPlainMarks(fold);
  size_t size = 0;
  while (size < text.size() &&
         (IsAsciiDigit(text[size]) || text[size] == ',' || text[size] == '.')) {
    ++size;
  }
  const std::string_view run = std::string_view(text).substr(0, size);
  const std::string suffix = text.substr(size);
  const bool dots = rules == RuleSet::kEnglish || rules == RuleSet::kUrdu;
  std::string value = dots ? ValueOfRun(run, ',', '.', true) : ValueOfRun(run, '.', ',', false);
  if (value.empty() && !dots) value = ValueOfRun(run, ',', '.', false);
  return (value.empty() ? std::string(run) : value) + suffix;
}

bool ContinuesNumber(std::string_view before, std::string_view next, int groups, RuleSet rules) {
  if (rules == RuleSet::kEnglish || rules == RuleSet::kUrdu) return false;
  if (!AllDigits(before) || before.size() > 3 || (groups > 1 && before.size() != 3)) return false;
  return next.size() >= 3 && AllDigits(next.substr(0, 3)) &&
         (next.size() == 3 || (next[3] == ',' && AllDigits(next.substr(4))));
}

}  // namespace dragoman
