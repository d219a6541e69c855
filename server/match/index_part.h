// One immutable part of the search index: the entries of one memory and language that were built
// together, numbered by their count of words, with dictionaries of their own.
//
// A length window is thus one range of entry numbers, and of every posting list. The multiset of an
// entry's stems is kept as the set of its *occurrences* (stem, k): the k-th time the stem stands in
// it. The overlap of two multisets is the number of occurrences that both have, so posting lists of
// occurrences count it exactly. ["the", "book", "the"] has the occurrences (the, 1), (book, 1) and
// (the, 2); against ["the", "the", "the"] the overlap is 2.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/match/string_table.h"
#include "server/match/word_ids.h"
#include "server/model/unit.h"

namespace dragoman {

// Rows of various length, one after the other.
template <typename T, typename Row>
class RowTable {
 public:
  RowTable() = default;
  // Row i is values[ends[i], ends[i + 1]).
  RowTable(std::vector<T> values, std::vector<uint64_t> ends)
      : values_(std::move(values)), ends_(std::move(ends)) {}

  // Appends to the last row.
  void Push(const T& value) { values_.push_back(value); }
  void Append(Row row) { values_.insert(values_.end(), row.begin(), row.end()); }
  void EndRow() { ends_.push_back(values_.size()); }

  Row operator[](size_t row) const {
    return Row(values_.data() + ends_[row], ends_[row + 1] - ends_[row]);
  }
  size_t size() const { return ends_.size() - 1; }
  // All rows, one after the other.
  Row values() const { return Row(values_.data(), values_.size()); }

 private:
  std::vector<T> values_;
  std::vector<uint64_t> ends_ = {0};
};
using NumberRows = RowTable<uint32_t, std::span<const uint32_t>>;
using TextRows = RowTable<char, std::string_view>;

// What the index keeps of an entry beside its text's keys.
struct EntryFacts {
  UnitId unit = 0;
  uint64_t exact_hash = 0;
  uint64_t previous_hash = 0;
  uint64_t next_hash = 0;
  uint64_t languages = 0;
  uint8_t penalty_class = 0;
};

// Entry numbers [begin, end).
struct EntryRange {
  uint32_t begin = 0;
  uint32_t end = 0;

  uint32_t size() const { return end - begin; }
};

// Immutable once built; any thread.
class IndexPart {
 public:
  size_t size() const { return facts_.size(); }
  const EntryFacts& facts(uint32_t entry) const { return facts_[entry]; }
  std::span<const uint32_t> stems(uint32_t entry) const { return stem_rows_[entry]; }
  std::string_view exact_key(uint32_t entry) const { return exact_keys_[entry]; }
  std::string_view fold_key(uint32_t entry) const { return fold_keys_[entry]; }  // If wordless.
  std::span<const uint32_t> codes(uint32_t entry) const { return code_rows_[entry]; }

  // Returns the numbers of the entry's words, marks and codes.
  TextIds Text(uint32_t entry) const;
  // Returns the number a string of the query has here, or kUnknownId: of a stem; of anything else.
  uint32_t StemNumber(std::string_view stem) const { return stems_.Find(stem); }
  uint32_t StringNumber(std::string_view text) const { return strings_.Find(text); }
  size_t stem_count() const { return stems_.size(); }

  // Returns the entry of a unit.
  std::optional<uint32_t> FindUnit(UnitId unit) const;
  // Returns the entries whose exact key has this hash.
  std::vector<uint32_t> WithExactHash(uint64_t hash) const;
  // Returns the entries of min_words to max_words words.
  EntryRange WithWords(size_t min_words, size_t max_words) const;
  // Returns the entries within `range` that have the stem at least `occurrence` times, ascending.
  std::span<const uint32_t> Postings(uint32_t stem, uint32_t occurrence, EntryRange range) const;

 private:
  friend class PartBuilder;
  using Occurrence = std::pair<uint32_t, uint32_t>;  // A stem and its k, 2 or more.

  // Returns the first entry of at least so many words, or size().
  uint32_t FirstWithWords(size_t words) const;

  StringTable stems_;
  StringTable strings_;  // Folds, forms, values, marks and codes.
  std::vector<WordIds> word_kinds_;

  // By entry number.
  std::vector<EntryFacts> facts_;
  NumberRows stem_rows_;
  NumberRows word_rows_;  // Into word_kinds_.
  NumberRows mark_rows_;
  NumberRows code_rows_;
  TextRows exact_keys_;
  TextRows fold_keys_;  // Empty for entries with words, which need none.

  std::vector<uint32_t> by_unit_;
  std::vector<uint32_t> by_exact_hash_;

  // Lists of first occurrences are numbered as their stems; the others follow.
  NumberRows postings_;
  absl::flat_hash_map<Occurrence, uint32_t> repeated_lists_;
};

}  // namespace dragoman
