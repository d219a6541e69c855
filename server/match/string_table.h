// A dictionary that numbers strings densely from 0, in the order they came.
#pragma once

#include <absl/container/flat_hash_set.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/hash.h"
#include "server/match/word_ids.h"

namespace dragoman {

// Thread-compatible; const methods from any thread. Neither copied nor moved: its hash looks into
// its own bytes.
class StringTable {
 public:
  StringTable();
  StringTable(const StringTable&) = delete;
  StringTable& operator=(const StringTable&) = delete;

  // Returns the number of `text`, which is new when the table does not hold it.
  uint32_t Number(std::string_view text);
  // Returns the number of `text`, or kUnknownId.
  uint32_t Find(std::string_view text) const;

  // Lifetime: the view ends with the next call of Number.
  std::string_view operator[](uint32_t number) const;
  size_t size() const { return ends_.size() - 1; }

 private:
  struct Hash {
    using is_transparent = void;
    const StringTable* table;
    size_t operator()(std::string_view text) const { return Hash64(text); }
    size_t operator()(uint32_t number) const { return Hash64((*table)[number]); }
  };
  struct Equal {
    using is_transparent = void;
    const StringTable* table;
    bool operator()(uint32_t a, uint32_t b) const { return a == b; }
    bool operator()(uint32_t a, std::string_view b) const { return (*table)[a] == b; }
    bool operator()(std::string_view a, uint32_t b) const { return a == (*table)[b]; }
  };

  std::string bytes_;           // All strings, one after the other.
  std::vector<uint64_t> ends_;  // ends_[i], ends_[i + 1]: where string i begins and ends.
  absl::flat_hash_set<uint32_t, Hash, Equal> numbers_;
};

}  // namespace dragoman
