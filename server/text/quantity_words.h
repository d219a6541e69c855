// The words that quantities are made of: numbers, scales, months, endings. Data:
// rules/quantities.tsv, folded by the rules of the text they are looked for in.
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/text/decimal.h"
#include "server/text/normalise.h"

namespace dragoman {

// Immutable. Words are looked up as they are at L3.
class QuantityWords {
 public:
  static const QuantityWords& Of(RuleSet rules);

  // Numbers by word; a null pointer when the word is none.
  const Decimal* Number(const std::string& word) const { return Find(numbers_, word); }
  // What a word before a number adds to it, e.g. -0.25.
  const int* QuartersBefore(const std::string& word) const { return Find(before_, word); }
  const int* Scale(const std::string& word) const;
  const int* GluedScale(const std::string& word) const { return Find(glued_, word); }
  const int* MoneyScale(const std::string& word) const { return Find(money_scales_, word); }
  const int* HoursOfNoon(const std::string& word) const { return Find(noon_, word); }
  // Returns the month from 1, or 0. One that is written with a capital counts only so.
  int Month(const std::string& word, bool capital) const;

  bool IsDecade(const std::string& word) const { return decades_.contains(word); }
  bool IsEndingOfDecade(const std::string& word) const { return decade_endings_.contains(word); }
  bool IsOrdinal(const std::string& word) const { return ordinals_.contains(word); }
  bool IsMoney(const std::string& word) const { return money_.contains(word); }
  bool IsMinus(const std::string& word) const { return minus_.contains(word); }
  bool IsYear(const std::string& word) const { return years_.contains(word); }
  bool IsTo(const std::string& word) const { return to_.contains(word); }

  // Phrases behind a number that add a half, as their words.
  const std::vector<std::vector<std::string>>& halves() const { return halves_; }

 private:
  explicit QuantityWords(RuleSet rules);

  struct MonthWord {
    int month = 0;
    bool needs_capital = false;
  };
  using Words = absl::flat_hash_set<std::string>;
  template <typename Value>
  using ByWord = absl::flat_hash_map<std::string, Value>;

  template <typename Value>
  static const Value* Find(const ByWord<Value>& map, const std::string& word) {
    const auto found = map.find(word);
    return found == map.end() ? nullptr : &found->second;
  }

  void Add(const std::string& kind, const std::string& value, const std::string& written,
           const std::string& folded, RuleSet rules);
  bool AddNumber(const std::string& kind, const std::string& value, const std::string& folded);

  ByWord<Decimal> numbers_;
  ByWord<int> before_;
  ByWord<int> scales_;
  std::vector<std::pair<std::string, int>> scale_stems_;
  ByWord<int> glued_;
  ByWord<int> money_scales_;
  ByWord<int> noon_;
  ByWord<MonthWord> months_;
  Words decades_;
  Words decade_endings_;
  Words ordinals_;
  Words money_;
  Words minus_;
  Words years_;
  Words to_;
  std::vector<std::vector<std::string>> halves_;
};

// A scale as a word, e.g. {6, "млн"}.
struct ScaleWord {
  int power = 0;
  std::string word;
};

// Return the scales that may stand for a word without a change of form, the smaller first, or none;
// and the twelve months in the form of a word, or none. Both as they are written.
const std::vector<ScaleWord>* ScaleFamily(std::string_view word, RuleSet rules);
const std::array<std::string, 12>* MonthsInForm(std::string_view word, RuleSet rules);

}  // namespace dragoman
