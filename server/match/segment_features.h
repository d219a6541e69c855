// What a segment of a document is known by when its translation is looked for: its length, and
// features, some of which a translation shares as they are. Numbers have one feature in all
// languages (quantities.h), names and cognates too, by their key of consonants (name_key.h), words
// of one form ("COVID", "ООН" in Ukrainian and Russian), and concepts of glossaries. The stems of
// words are features that mean nothing until a lexicon pairs them (bilingual_lexicon.h).
#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/model/language.h"

namespace dragoman {

// Features as numbers, from 0. Thread-compatible.
class FeatureTable {
 public:
  uint32_t IdOf(const std::string& feature);
  size_t size() const { return shared_.size(); }
  // Returns whether a translation has this very feature.
  bool IsShared(uint32_t id) const { return shared_[id]; }

 private:
  absl::flat_hash_map<std::string, uint32_t> ids_;
  std::vector<bool> shared_;
};

struct SegmentFeatures {
  uint32_t length_cp = 0;          // Characters without white space; at least 1.
  std::vector<uint32_t> features;  // Ascending, each once.
};

// Returns the features of a text. `concepts` are names of what was recognised in it.
//
// Requires: valid UTF-8.
// Cost:     O(text size), some 10 µs a sentence.
SegmentFeatures FeaturesOf(std::string_view text, const Language& language,
                           const std::vector<std::string>& concepts, FeatureTable& table);

}  // namespace dragoman
