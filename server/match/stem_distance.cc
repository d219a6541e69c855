#include "server/match/stem_distance.h"

#include <algorithm>

namespace dragoman {

void StemDistance::Reset(std::span<const uint32_t> query) {
  size_ = query.size();
  blocks_ = (size_ + 63) / 64;
  column_.resize(blocks_);
  const uint32_t slots = query.empty() ? 0 : *std::max_element(query.begin(), query.end());
  matches_.assign((slots + 1) * blocks_, 0);
  for (size_t row = 0; row < size_; ++row) {
    if (query[row] == 0) continue;
    matches_[query[row] * blocks_ + row / 64] |= uint64_t{1} << (row % 64);
  }
}

inline void StemDistance::Advance(uint64_t match, uint64_t edge, Column& column, int& carry) {
  const uint64_t vertical_match = match | column.falls;
  if (carry < 0) match |= 1;
  const uint64_t diagonal = (((match & column.rises) + column.rises) ^ column.rises) | match;
  uint64_t right_rises = column.falls | ~(diagonal | column.rises);
  uint64_t right_falls = column.rises & diagonal;

  const int out = (right_rises & edge) != 0 ? 1 : (right_falls & edge) != 0 ? -1 : 0;
  right_rises = (right_rises << 1) | (carry > 0 ? 1 : 0);
  right_falls = (right_falls << 1) | (carry < 0 ? 1 : 0);
  column.rises = right_falls | ~(vertical_match | right_rises);
  column.falls = right_rises & vertical_match;
  carry = out;
}

std::optional<size_t> StemDistance::WithinOneBlock(std::span<const uint32_t> stored,
                                                   size_t limit) const {
  Column column{.rises = ~uint64_t{0}, .falls = 0};
  const uint64_t edge = uint64_t{1} << (size_ - 1);
  size_t distance = size_;
  for (const uint32_t slot : stored) {
    int carry = 1;  // The matrix's upper edge counts the stored words inserted.
    Advance(matches_[slot], edge, column, carry);
    distance += static_cast<size_t>(static_cast<int64_t>(carry));
  }
  if (distance > limit) return std::nullopt;
  return distance;
}

std::optional<size_t> StemDistance::Within(std::span<const uint32_t> stored, size_t limit) {
  if (blocks_ == 1) return WithinOneBlock(stored, limit);
  std::fill(column_.begin(), column_.end(), Column{.rises = ~uint64_t{0}, .falls = 0});
  size_t distance = size_;
  for (size_t j = 0; j < stored.size(); ++j) {
    const uint64_t* match = &matches_[stored[j] * blocks_];
    int carry = 1;
    for (size_t b = 0; b < blocks_; ++b) {
      const bool last = b + 1 == blocks_;
      Advance(match[b], uint64_t{1} << (last ? (size_ - 1) % 64 : 63), column_[b], carry);
    }
    distance = static_cast<size_t>(static_cast<int64_t>(distance) + carry);
    // Each word still to come can take off one edit at most.
    if (distance > limit + (stored.size() - 1 - j)) return std::nullopt;
  }
  if (distance > limit) return std::nullopt;
  return distance;
}

}  // namespace dragoman
