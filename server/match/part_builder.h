// Builds an index part from fresh entries and from the live entries of older parts, which a merge
// carries over by their numbers without looking at their texts again.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <string>
#include <vector>

#include "server/match/index_entry.h"
#include "server/match/live_part.h"
#include "server/match/row_table.h"

namespace dragoman {

// Used once: add entries in any order, then build. Thread-compatible.
class PartBuilder {
 public:
  PartBuilder();

  // Makes room, so that adding what is counted takes no more memory than it needs.
  void Reserve(size_t entries, size_t words);
  // Requires: no unit twice.
  // Cost:     O(words) each.
  void Add(const IndexEntry& entry);
  void AddLive(const LivePart& live);
  size_t size() const { return entries_.size(); }

  // Returns the image of the part. The builder is empty after that.
  //
  // Cost: O(total words + sorting the entries).
  std::string Build();

 private:
  // Dictionary numbers here are in the order of arrival ("local"); Build gives the final ones.
  class Numbering {
   public:
    // Returns the local number of a key and whether it is new.
    std::pair<uint32_t, bool> Number(uint64_t key) {
      const auto [at, is_new] = numbers_.try_emplace(key, static_cast<uint32_t>(keys_.size()));
      if (is_new) keys_.push_back(key);
      return {at->second, is_new};
    }
    const std::vector<uint64_t>& keys() const { return keys_; }

   private:
    absl::flat_hash_map<uint64_t, uint32_t> numbers_;
    std::vector<uint64_t> keys_;
  };
  struct Form {
    uint64_t fold = 0;
    uint32_t stem = 0;
  };
  struct Fold {
    std::string text;
    uint32_t form = 0;
  };
  struct Entry {
    UnitId unit = 0;
    uint32_t row = 0;  // Of words_, marks_, codes_.
    uint32_t profile = 0;
    uint32_t exact = 0;  // The low half of the exact key's hash.
    uint32_t previous = 0;
    uint32_t next = 0;
    uint64_t changed_seconds = 0;
    uint8_t flat_sign = 0;
  };
  class Layout;   // The final order of everything.
  class Carrier;  // Translates the numbers of an older part.
  friend class Layout;
  friend class Carrier;

  uint32_t FormNumber(const WordKey& word);
  void AddFold(std::string_view text, uint64_t text_hash, uint32_t form);
  uint32_t ProfileNumber(const EntryProfile& profile);
  void EndRow(Entry entry, const WordlessKeys& wordless);

  Numbering stems_;
  Numbering form_numbers_;
  Numbering marks_;
  Numbering codes_;
  std::vector<Form> forms_;
  absl::flat_hash_map<uint64_t, uint32_t> form_of_fold_;  // Any form, by the hash of its fold.
  absl::flat_hash_map<uint64_t, Fold> folds_;             // By the hash of the text.
  absl::flat_hash_map<EntryProfile, uint32_t> profile_numbers_;
  std::vector<EntryProfile> profiles_;

  std::vector<Entry> entries_;
  RowTable<uint32_t> word_rows_;  // Of local forms.
  RowTable<uint32_t> mark_rows_;
  RowTable<uint32_t> code_rows_;
  absl::flat_hash_map<uint32_t, WordlessKeys> wordless_;  // By row.
};

}  // namespace dragoman
