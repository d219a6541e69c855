#include "server/term/vocabulary.h"

#include <algorithm>
#include <bit>

#include "server/base/hash.h"

namespace dragoman {
namespace {

constexpr size_t kFoldBits = 16;  // Of the filter, for each fold.

// The two bits of a fold, in one block of 64.
struct FoldBits {
  FoldBits(std::string_view fold, size_t blocks) {
    const uint64_t hash = Hash64(fold);
    block = (hash >> 12) & (blocks - 1);
    mask = uint64_t{1} << (hash & 63) | uint64_t{1} << (hash >> 6 & 63);
  }

  size_t block;
  uint64_t mask;
};

std::vector<WordId> Sorted(std::vector<WordId> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace

WordId Vocabulary::Add(const std::shared_ptr<const TermWord>& word) {
  const auto [entry, is_new] = ids_.try_emplace(word.get(), static_cast<WordId>(words_.size()));
  if (!is_new) return entry->second;
  const WordId id = entry->second;
  words_.push_back(word);
  for (const std::string& key : word->keys) {
    by_key_[static_cast<size_t>(word->mode)][key].push_back(id);
  }
  if (word->mode != WordMode::kForm) folds_.push_back(word->fold);
  return id;
}

void Vocabulary::Seal() {
  ids_ = {};
  std::sort(folds_.begin(), folds_.end());
  folds_.erase(std::unique(folds_.begin(), folds_.end()), folds_.end());
  fold_bits_.assign(std::bit_ceil(folds_.size() * kFoldBits / 64 + 1), 0);
  for (const std::string_view fold : folds_) {
    const FoldBits bits(fold, fold_bits_.size());
    fold_bits_[bits.block] |= bits.mask;
  }
}

std::vector<WordId> Vocabulary::Matching(const TextWord& word) const {
  std::vector<WordId> ids;
  for (const std::string& key : word.keys) Append(WordMode::kKeys, key, ids);
  Append(WordMode::kFold, word.fold, ids);
  Append(WordMode::kForm, word.form, ids);
  if (!word.bare_form.empty()) {
    Append(WordMode::kFold, word.bare_fold, ids);
    Append(WordMode::kForm, word.bare_form, ids);
  }
  return Sorted(std::move(ids));
}

std::vector<WordId> Vocabulary::MatchingClosedUp(const std::string& form, const std::string& fold,
                                                 size_t prefix_bytes, TextWords& text) const {
  std::vector<WordId> ids;
  Append(WordMode::kForm, form, ids);
  const std::string_view prefix = std::string_view(fold).substr(0, prefix_bytes);
  if (HasPrefix(prefix)) {
    Append(WordMode::kFold, fold, ids);
    AppendByKeys(text.KeysOfClosedUp(fold), prefix, ids);
  }
  return Sorted(std::move(ids));
}

std::vector<WordId> Vocabulary::MatchingHead(std::string_view head) const {
  std::vector<WordId> ids;
  if (!MayHaveFold(head)) return ids;  // Most places in a word where it may be cut.
  Append(WordMode::kKeys, head, ids);
  std::erase_if(ids, [&](WordId id) { return words_[id]->fold != head; });
  Append(WordMode::kFold, head, ids);
  return Sorted(std::move(ids));
}

std::vector<WordId> Vocabulary::MatchingTail(const std::string& tail, TextWords& text) const {
  std::vector<WordId> ids;
  const size_t bytes = PrefixBytes(tail, MinPartLength(tail));
  const std::string_view prefix = std::string_view(tail).substr(0, bytes);
  if (!HasPrefix(prefix)) return ids;
  Append(WordMode::kFold, tail, ids);
  AppendByKeys(text.KeysOfClosedUp(tail), prefix, ids);
  return Sorted(std::move(ids));
}

void Vocabulary::Append(WordMode mode, std::string_view key, std::vector<WordId>& out) const {
  const auto& postings = by_key_[static_cast<size_t>(mode)];
  const auto found = postings.find(key);
  if (found != postings.end()) out.insert(out.end(), found->second.begin(), found->second.end());
}

void Vocabulary::AppendByKeys(std::span<const std::string> keys, std::string_view prefix,
                              std::vector<WordId>& out) const {
  std::vector<WordId> found;
  for (const std::string& key : keys) Append(WordMode::kKeys, key, found);
  std::erase_if(found, [&](WordId id) { return !words_[id]->fold.starts_with(prefix); });
  out.insert(out.end(), found.begin(), found.end());
}

bool Vocabulary::MayHaveFold(std::string_view fold) const {
  const FoldBits bits(fold, fold_bits_.size());
  return (fold_bits_[bits.block] & bits.mask) == bits.mask;
}

bool Vocabulary::HasPrefix(std::string_view prefix) const {
  const auto at = std::lower_bound(folds_.begin(), folds_.end(), prefix);
  return at != folds_.end() && at->starts_with(prefix);
}

}  // namespace dragoman
