#include "server/match/index_part.h"

#include <algorithm>

namespace dragoman {

TextIds IndexPart::Text(uint32_t entry) const {
  TextIds text;
  for (uint32_t kind : word_rows_[entry]) text.words.push_back(word_kinds_[kind]);
  const auto marks = mark_rows_[entry];
  const auto codes = code_rows_[entry];
  text.marks.assign(marks.begin(), marks.end());
  text.codes.assign(codes.begin(), codes.end());
  return text;
}

std::optional<uint32_t> IndexPart::FindUnit(UnitId unit) const {
  const auto found =
      std::lower_bound(by_unit_.begin(), by_unit_.end(), unit,
                       [this](uint32_t entry, UnitId id) { return facts_[entry].unit < id; });
  if (found == by_unit_.end() || facts_[*found].unit != unit) return std::nullopt;
  return *found;
}

std::vector<uint32_t> IndexPart::WithExactHash(uint64_t hash) const {
  auto at = std::lower_bound(
      by_exact_hash_.begin(), by_exact_hash_.end(), hash,
      [this](uint32_t entry, uint64_t wanted) { return facts_[entry].exact_hash < wanted; });
  std::vector<uint32_t> entries;
  while (at != by_exact_hash_.end() && facts_[*at].exact_hash == hash) entries.push_back(*at++);
  return entries;
}

uint32_t IndexPart::FirstWithWords(size_t words) const {
  uint32_t begin = 0;
  for (auto end = static_cast<uint32_t>(size()); begin < end;) {
    const uint32_t middle = begin + (end - begin) / 2;
    if (stems(middle).size() < words) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin;
}

EntryRange IndexPart::WithWords(size_t min_words, size_t max_words) const {
  return {FirstWithWords(min_words), FirstWithWords(max_words + 1)};
}

std::span<const uint32_t> IndexPart::Postings(uint32_t stem, uint32_t occurrence,
                                              EntryRange range) const {
  uint32_t list = stem;
  if (occurrence > 1) {
    const auto found = repeated_lists_.find(Occurrence{stem, occurrence});
    if (found == repeated_lists_.end()) return {};
    list = found->second;
  }
  const auto postings = postings_[list];
  const auto begin = std::lower_bound(postings.begin(), postings.end(), range.begin);
  const auto end = std::lower_bound(begin, postings.end(), range.end);
  return {begin, end};
}

}  // namespace dragoman
