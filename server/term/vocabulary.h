// The words of an automaton's terms, found by what a text may show of them.
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/inlined_vector.h>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "server/term/term_pattern.h"
#include "server/term/text_words.h"

namespace dragoman {

using WordId = uint32_t;

// Thread-compatible while it is filled, immutable after Seal.
class Vocabulary {
 public:
  // Returns the id of the word, which is 0, 1, 2, ... in the order first seen. Words are the same
  // when they are the same object (WordPool).
  WordId Add(const std::shared_ptr<const TermWord>& word);
  void Seal();

  const TermWord& word(WordId id) const { return *words_[id]; }

  // Returns the words of terms that may be this word of a text, ascending.
  std::vector<WordId> Matching(const TextWord& word) const;

  // Returns the words of terms that may be `form` / `fold`, a text's closed-up words, ascending:
  // all but the ending, that is the first `prefix_bytes` of the fold, must agree literally.
  std::vector<WordId> MatchingClosedUp(const std::string& form, const std::string& fold,
                                       size_t prefix_bytes, TextWords& text) const;

  // Returns the words that are the first part of a longer word of a text, as written, ascending.
  std::vector<WordId> MatchingHead(std::string_view head) const;
  // Returns the words that may be the rest of it, ascending.
  std::vector<WordId> MatchingTail(const std::string& tail, TextWords& text) const;

 private:
  using Ids = absl::InlinedVector<WordId, 2>;

  void Append(WordMode mode, std::string_view key, std::vector<WordId>& out) const;
  // Appends the words that one of `keys` finds and that begin with `prefix`.
  void AppendByKeys(std::span<const std::string> keys, std::string_view prefix,
                    std::vector<WordId>& out) const;
  // Returns whether the fold of any word, exact ones aside, begins with `prefix`.
  bool HasPrefix(std::string_view prefix) const;

  std::vector<std::shared_ptr<const TermWord>> words_;
  absl::flat_hash_map<const TermWord*, WordId> ids_;
  std::array<absl::flat_hash_map<std::string_view, Ids>, kWordModes> by_key_;
  // Returns false where no fold in folds_ is this one; now and then true without reason.
  bool MayHaveFold(std::string_view fold) const;

  std::vector<std::string_view> folds_;  // Sorted, for HasPrefix.
  std::vector<uint64_t> fold_bits_;      // Of a Bloom filter over folds_, a power of two of them.
};

}  // namespace dragoman
