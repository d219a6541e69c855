#include "server/text/quantity_words.h"

#include <algorithm>

#include "server/text/embedded.h"
#include "server/text/rule_lines.h"

namespace dragoman {
namespace {

std::vector<std::string> SplitWords(std::string_view list) {
  std::vector<std::string> words;
  while (!list.empty()) {
    const size_t space = std::min(list.find(' '), list.size());
    words.emplace_back(list.substr(0, space));
    list.remove_prefix(std::min(space + 1, list.size()));
  }
  return words;
}

std::string Folded(std::string_view word, RuleSet rules) {
  return Level3(Level2(word, rules).text(), rules);
}

bool IsCapitalised(std::string_view word) { return word[0] >= 'A' && word[0] <= 'Z'; }

// Returns a number of the rules, e.g. "0.5".
Decimal DecimalOf(std::string_view written) {
  std::string digits(written);
  const size_t point = digits.find('.');
  if (point == digits.npos) return Decimal::OfDigits(digits);
  digits.erase(point, 1);
  return Decimal::OfDigits(digits, digits.size() - point);
}

const std::vector<RuleLine>& Lines() {
  static const std::vector<RuleLine>* const lines =
      new std::vector<RuleLine>(RuleLines(kEmbedded_quantities_tsv));
  return *lines;
}

std::vector<std::vector<ScaleWord>> ReadFamilies() {
  std::vector<std::vector<ScaleWord>> families;
  for (const RuleLine& line : Lines()) {
    if (line[0] != "family") continue;
    auto& family = families.emplace_back();
    const std::vector<std::string> fields = SplitWords(line[2]);
    for (size_t i = 0; i + 1 < fields.size(); i += 2) {
      family.push_back({std::stoi(fields[i]), fields[i + 1]});
    }
  }
  return families;
}

std::vector<std::array<std::string, 12>> ReadMonths() {
  std::vector<std::array<std::string, 12>> forms;
  for (const RuleLine& line : Lines()) {
    if (line[0] != "months") continue;
    const std::vector<std::string> words = SplitWords(line[2]);
    auto& form = forms.emplace_back();
    std::copy_n(words.begin(), std::min(words.size(), form.size()), form.begin());
  }
  return forms;
}

// Returns a word without the dot of an abbreviation, at L3.
std::string FoldedWord(std::string_view word, RuleSet rules) {
  if (word.ends_with('.')) word.remove_suffix(1);
  return Folded(word, rules);
}

}  // namespace

const QuantityWords& QuantityWords::Of(RuleSet rules) {
  static const auto* const generic = new QuantityWords(RuleSet::kGeneric);
  static const auto* const english = new QuantityWords(RuleSet::kEnglish);
  static const auto* const russian = new QuantityWords(RuleSet::kRussian);
  static const auto* const urdu = new QuantityWords(RuleSet::kUrdu);
  switch (rules) {
    case RuleSet::kEnglish:
      return *english;
    case RuleSet::kRussian:
      return *russian;
    case RuleSet::kUrdu:
      return *urdu;
    case RuleSet::kGeneric:
      break;
  }
  return *generic;
}

QuantityWords::QuantityWords(RuleSet rules) {
  for (const RuleLine& line : Lines()) {
    if (line[0] == "family" || line[0] == "months") continue;
    for (const std::string& word : SplitWords(line[2])) {
      Add(line[0], line[1], word, Folded(word, rules), rules);
    }
  }
}

void QuantityWords::Add(const std::string& kind, const std::string& value,
                        const std::string& written, const std::string& folded, RuleSet rules) {
  if (AddNumber(kind, value, folded)) return;
  if (kind == "month") {
    months_[folded] = {std::stoi(value), IsCapitalised(written)};
  } else if (kind == "half") {
    std::string phrase = written;
    std::replace(phrase.begin(), phrase.end(), '_', ' ');
    halves_.push_back(SplitWords(Folded(phrase, rules)));
  } else {
    Words& words = kind == "decade"     ? decades_
                   : kind == "ofdecade" ? decade_endings_
                   : kind == "ordinal"  ? ordinals_
                   : kind == "minus"    ? minus_
                   : kind == "year"     ? years_
                   : kind == "to"       ? to_
                                        : money_;
    words.insert(folded);
  }
}

bool QuantityWords::AddNumber(const std::string& kind, const std::string& value,
                              const std::string& folded) {
  if (kind == "number") {
    numbers_[folded] = DecimalOf(value);
  } else if (kind == "before") {
    before_[folded] = value == "0.5" ? 2 : value == "0.25" ? 1 : -1;
  } else if (kind == "scale") {
    scales_[folded] = std::stoi(value);
  } else if (kind == "stem") {
    scale_stems_.emplace_back(folded, std::stoi(value));
  } else if (kind == "glued") {
    glued_[folded] = std::stoi(value);
  } else if (kind == "money" && value != "-") {
    money_scales_[folded] = std::stoi(value);
  } else if (kind == "noon") {
    noon_[folded] = std::stoi(value);
  } else {
    return false;
  }
  return true;
}

const int* QuantityWords::Scale(const std::string& word) const {
  if (const int* scale = Find(scales_, word)) return scale;
  for (const auto& [stem, scale] : scale_stems_) {
    if (word.starts_with(stem)) return &scale;
  }
  return nullptr;
}

int QuantityWords::Month(const std::string& word, bool capital) const {
  const MonthWord* found = Find(months_, word);
  return found == nullptr || (found->needs_capital && !capital) ? 0 : found->month;
}

const std::vector<ScaleWord>* ScaleFamily(std::string_view word, RuleSet rules) {
  static const auto* const families = new std::vector<std::vector<ScaleWord>>(ReadFamilies());
  const std::string folded = FoldedWord(word, rules);
  for (const std::vector<ScaleWord>& family : *families) {
    for (const ScaleWord& scale : family) {
      if (FoldedWord(scale.word, rules) == folded) return &family;
    }
  }
  return nullptr;
}

const std::array<std::string, 12>* MonthsInForm(std::string_view word, RuleSet rules) {
  static const auto* const forms = new std::vector<std::array<std::string, 12>>(ReadMonths());
  const std::string folded = Folded(word, rules);
  for (const auto& form : *forms) {
    for (const std::string& month : form) {
      if (Folded(month, rules) == folded) return &form;
    }
  }
  return nullptr;
}

}  // namespace dragoman
