// Flags: what a percentage hides. Negations, months and weekdays come from rules/flags.tsv, whose
// words are folded by the same analysis as the texts.
#include <absl/container/flat_hash_map.h>
#include <absl/strings/str_split.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <set>
#include <string>

#include "server/match/embedded.h"
#include "server/match/score.h"

namespace dragoman {
namespace {

using Items = std::set<std::string>;

bool IsCapitalised(std::string_view word) {
  if (word.empty()) return false;
  UChar32 first = 0;
  int32_t at = 0;
  U8_NEXT(word.data(), at, static_cast<int32_t>(word.size()), first);
  return first >= 0 && (u_isupper(first) || u_istitle(first));
}

// The words of one language.
struct FlagWords {
  struct Item {
    std::string name;
    bool needs_capital = false;
  };
  absl::flat_hash_map<std::string, Item> negations;  // By fold.
  absl::flat_hash_map<std::string, Item> dates;
  std::vector<std::string> negation_endings;

  void Add(bool is_negation, std::string_view item, std::string_view word,
           const Language& language) {
    const bool is_ending = word.starts_with('-');
    const Analysis analysis = Analyse(word.substr(is_ending ? 1 : 0), language);
    if (analysis.words.empty()) return;
    const std::string& fold = analysis.words.front().fold;
    if (is_ending) {
      negation_endings.push_back(fold);
    } else {
      (is_negation ? negations : dates)[fold] = {std::string(item), IsCapitalised(word)};
    }
  }
};

using Rules = absl::flat_hash_map<std::string, FlagWords>;

Rules ReadRules() {
  Rules rules;
  for (absl::string_view line : absl::StrSplit(ToAbsl(kEmbedded_flags_tsv), '\n')) {
    const std::vector<std::string> fields = absl::StrSplit(line, '\t');
    if (line.empty() || line[0] == '#' || fields.size() != 4) continue;
    const Language language = Language::Parse(fields[0]).value_or(Language());
    for (absl::string_view word : absl::StrSplit(fields[3], ' ')) {
      rules[fields[0]].Add(fields[1] == "negation", fields[2], ToStd(word), language);
    }
  }
  return rules;
}

const FlagWords& WordsOf(const Language& language) {
  static const Rules* const rules = new Rules(ReadRules());
  static const FlagWords* const none = new FlagWords;
  const auto found = rules->find(ToAbsl(language.primary()));
  return found == rules->end() ? *none : found->second;
}

bool IsNegation(const Word& word, const FlagWords& rules) {
  return rules.negations.contains(word.fold) ||
         std::any_of(rules.negation_endings.begin(), rules.negation_endings.end(),
                     [&](const std::string& ending) { return word.fold.ends_with(ending); });
}

bool HasNegation(const Analysis& text, const FlagWords& rules) {
  return std::any_of(text.words.begin(), text.words.end(),
                     [&](const Word& word) { return IsNegation(word, rules); });
}

std::multiset<std::string> Numbers(const Analysis& text) {
  std::multiset<std::string> values;
  for (const Word& word : text.words) {
    if (word.is_number()) values.insert(word.value);
  }
  return values;
}

// Returns the year that a number may be (1500 to 2099, letters after it left out), or "".
std::string YearOf(const std::string& value) {
  const size_t digits = std::min(value.find_first_not_of("0123456789"), value.size());
  const std::string year = value.substr(0, digits);
  const bool is_decimal = digits < value.size() && value[digits] == '.';
  return digits == 4 && !is_decimal && year >= "1500" && year <= "2099" ? year : "";
}

// The months, weekdays and years of a text.
Items Dates(const Analysis& text, const FlagWords& rules) {
  Items dates;
  for (const Word& word : text.words) {
    const auto found = rules.dates.find(word.fold);
    if (found != rules.dates.end() && (!found->second.needs_capital || IsCapitalised(word.form))) {
      dates.insert(found->second.name);
    }
    if (const std::string year = YearOf(word.value); !year.empty()) dates.insert(year);
  }
  return dates;
}

bool EndsSentence(const Mark& mark) {
  return mark.text == "." || mark.text == "!" || mark.text == "?" || mark.text == "...";
}

// The stems of the words written with a capital that neither a sentence start nor a month or
// weekday explains.
Items Names(const Analysis& text, const FlagWords& rules) {
  Items names;
  size_t mark = 0;
  bool at_start = true;
  for (const Word& word : text.words) {
    for (; mark < text.marks.size() && text.marks[mark].range.begin < word.range.begin; ++mark) {
      at_start = at_start || EndsSentence(text.marks[mark]);
    }
    const bool is_other = at_start || word.is_number() || rules.dates.contains(word.fold);
    if (!is_other && IsCapitalised(word.form)) names.insert(word.stem);
    at_start = false;
  }
  return names;
}

bool LacksOneOf(const Items& stems, const Analysis& text) {
  Items present;
  for (const Word& word : text.words) present.insert(word.stem);
  return !std::includes(present.begin(), present.end(), stems.begin(), stems.end());
}

}  // namespace

Flags FlagsOf(const Analysis& query, const Analysis& stored, const Language& language) {
  const FlagWords& rules = WordsOf(language);
  Flags flags;
  flags.negation = HasNegation(query, rules) != HasNegation(stored, rules);
  flags.number = Numbers(query) != Numbers(stored);
  flags.date = Dates(query, rules) != Dates(stored, rules);
  if (language.primary() == "en" || language.primary() == "ru") {
    flags.name = LacksOneOf(Names(query, rules), stored) || LacksOneOf(Names(stored, rules), query);
  }
  return flags;
}

}  // namespace dragoman
