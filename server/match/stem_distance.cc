#include "server/match/stem_distance.h"

#include <algorithm>

#include "server/match/word_ids.h"

namespace dragoman {

void StemDistance::Reset(std::span<const uint32_t> query, size_t stem_count) {
  for (uint32_t stem : query_) {
    if (stem != kUnknownId) slot_of_stem_[stem] = 0;
  }
  query_.assign(query.begin(), query.end());
  slot_of_stem_.resize(std::max(slot_of_stem_.size(), stem_count));
  blocks_ = (query_.size() + 63) / 64;
  column_.resize(blocks_);
  matches_.assign(blocks_, 0);
  uint32_t slots = 1;
  for (size_t row = 0; row < query_.size(); ++row) {
    if (query_[row] == kUnknownId) continue;
    uint32_t& slot = slot_of_stem_[query_[row]];
    if (slot == 0) {
      slot = slots++;
      matches_.resize(slots * blocks_);
    }
    matches_[slot * blocks_ + row / 64] |= uint64_t{1} << (row % 64);
  }
}

void StemDistance::Advance(size_t b, uint64_t match, int& carry) {
  Column& column = column_[b];
  const uint64_t vertical_match = match | column.falls;
  if (carry < 0) match |= 1;
  const uint64_t diagonal = (((match & column.rises) + column.rises) ^ column.rises) | match;
  uint64_t right_rises = column.falls | ~(diagonal | column.rises);
  uint64_t right_falls = column.rises & diagonal;

  const bool last = b + 1 == blocks_;
  const uint64_t edge = uint64_t{1} << (last ? (query_.size() - 1) % 64 : 63);
  const int out = (right_rises & edge) != 0 ? 1 : (right_falls & edge) != 0 ? -1 : 0;
  right_rises = (right_rises << 1) | (carry > 0 ? 1 : 0);
  right_falls = (right_falls << 1) | (carry < 0 ? 1 : 0);
  column.rises = right_falls | ~(vertical_match | right_rises);
  column.falls = right_rises & vertical_match;
  carry = out;
}

std::optional<size_t> StemDistance::Within(std::span<const uint32_t> stored, size_t limit) {
  std::fill(column_.begin(), column_.end(), Column{.rises = ~uint64_t{0}, .falls = 0});
  size_t distance = query_.size();
  for (size_t j = 0; j < stored.size(); ++j) {
    const uint64_t* match = &matches_[slot_of_stem_[stored[j]] * blocks_];
    int carry = 1;  // The matrix's upper edge counts the stored words inserted.
    for (size_t b = 0; b < blocks_; ++b) Advance(b, match[b], carry);
    distance = static_cast<size_t>(static_cast<int64_t>(distance) + carry);
    // Each word still to come can take off one edit at most.
    if (distance > limit + (stored.size() - 1 - j)) return std::nullopt;
  }
  if (distance > limit) return std::nullopt;
  return distance;
}

}  // namespace dragoman
