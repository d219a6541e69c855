// Words of a query in the numbers of one index part, and sets of entries that have them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/match/index_part.h"

namespace dragoman {

// Which forms of a part are a word that is asked for. Immutable.
struct PartWord {
  std::vector<NumberRange> forms;  // Ascending, apart from each other.
  std::vector<uint32_t> stems;     // Of these forms, ascending.
  bool whole = true;               // No other form has one of these stems: lists say all.
  uint64_t postings = 0;           // Length of the stems' lists: not less than the entries.

  bool empty() const { return forms.empty(); }
  bool Has(uint32_t form) const;
};

// Every form of a stem.
PartWord WordOfStem(const IndexPart& part, uint64_t stem_key);
// The forms of a fold, or of a number's value, whose stem is known too.
PartWord WordOfFold(const IndexPart& part, uint64_t stem_key, uint64_t fold_key);
// The forms whose fold begins with `prefix`; no numbers, whose folds say nothing of their values.
//
// Errors: ResourceExhausted when more than `max_folds` folds begin so.
StatusOr<PartWord> WordsOfPrefix(const IndexPart& part, std::string_view prefix, size_t max_folds);

// Returns the entries that have one of the word's stems, ascending.
std::vector<uint32_t> EntriesWith(const IndexPart& part, const PartWord& word);
// Leaves of ascending entries those that have one of the word's stems.
//
// Cost: of one stem, O(entries + list) at worst; blocks of the list between two entries are
// skipped.
void KeepEntriesWith(const IndexPart& part, const PartWord& word, std::vector<uint32_t>& entries);
// Takes ascending `others` out of ascending `entries`.
void TakeOut(const std::vector<uint32_t>& others, std::vector<uint32_t>& entries);

}  // namespace dragoman
