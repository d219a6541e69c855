// Features are strings whose first character is their kind: a space begins a stem, which is not
// shared and is that of one language; "#" a number, "~" a name key, "=" a form, "@" a concept.
#include "server/match/segment_features.h"

#include <algorithm>

#include "server/text/analysis.h"
#include "server/text/name_key.h"
#include "server/text/quantities.h"

namespace dragoman {
namespace {

// Shorter keys are those of too many words.
constexpr size_t kLeastNameSymbols = 4;

bool IsWhiteSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Returns at least 1.
uint32_t LengthOf(std::string_view text) {
  uint32_t length = 0;
  for (const char c : text) {
    const bool begins_character = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (begins_character && !IsWhiteSpace(c)) ++length;
  }
  return std::max<uint32_t>(length, 1);
}

// Returns what of a date or decade is a number: the parts that other languages may write apart.
std::vector<std::string> NumbersOf(const Quantity& quantity) {
  if (quantity.kind != QuantityKind::kDate) return {quantity.value.ToString()};
  std::vector<std::string> numbers;
  if (quantity.date.day != 0) numbers.push_back(std::to_string(quantity.date.day));
  if (quantity.date.year != 0) numbers.push_back(std::to_string(quantity.date.year));
  return numbers;
}

}  // namespace

uint32_t FeatureTable::IdOf(const std::string& feature) {
  const auto [at, is_new] = ids_.try_emplace(feature, static_cast<uint32_t>(shared_.size()));
  if (is_new) shared_.push_back(!feature.starts_with(' '));
  return at->second;
}

SegmentFeatures FeaturesOf(std::string_view text, const Language& language,
                           const std::vector<std::string>& concepts, FeatureTable& table) {
  SegmentFeatures result;
  result.length_cp = LengthOf(text);
  const auto add = [&](std::string_view kind, std::string_view value) {
    result.features.push_back(table.IdOf(std::string(kind).append(value)));
  };
  for (const Word& word : Analyse(text, language).words) {
    if (word.is_number()) continue;
    add(" ", std::string(language.primary()) + " " + word.stem);
    add("=", word.fold);
    const NameKey key = NameKeyOf(word.form);
    if (key.symbols.size() >= kLeastNameSymbols) add("~", key.symbols);
  }
  for (const Quantity& quantity : QuantitiesIn(text, language)) {
    for (const std::string& number : NumbersOf(quantity)) add("#", number);
  }
  for (const std::string& name : concepts) add("@", name);
  std::sort(result.features.begin(), result.features.end());
  const auto end = std::unique(result.features.begin(), result.features.end());
  result.features.erase(end, result.features.end());
  return result;
}

}  // namespace dragoman
