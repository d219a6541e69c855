#include "tests/bench/stem_scan.h"

#include <algorithm>

namespace dragoman {
namespace {

constexpr size_t kBits = 64;

// Returns the bit of the query's last row within its block.
uint64_t LastRow(size_t query_words) { return uint64_t{1} << ((query_words - 1) % kBits); }

}  // namespace

void StemArrays::Add(const Analysis& analysis) {
  for (const Word& word : analysis.words) {
    const auto next = static_cast<uint32_t>(number_of_.size());
    stems_.push_back(number_of_.try_emplace(word.stem, next).first->second);
  }
  ends_.push_back(stems_.size());
}

StemScan::StemScan(const StemArrays& arrays)
    : arrays_(arrays), mark_of_(arrays.stem_count()), distances_(arrays.size()) {}

const std::vector<uint32_t>& StemScan::Distances(const Analysis& query) {
  Mark(query);
  size_t begin = 0;
  for (size_t i = 0; i < arrays_.size(); ++i) {
    const size_t end = arrays_.ends_[i];
    distances_[i] = blocks_ == 0   ? static_cast<uint32_t>(end - begin)
                    : blocks_ == 1 ? OneWord(begin, end)
                                   : ManyWords(begin, end);
    begin = end;
  }
  Unmark();
  return distances_;
}

void StemScan::Mark(const Analysis& query) {
  query_words_ = query.words.size();
  blocks_ = (query_words_ + kBits - 1) / kBits;
  rows_.assign(blocks_, 0);
  for (size_t row = 0; row < query_words_; ++row) {
    const auto stem = arrays_.number_of_.find(query.words[row].stem);
    if (stem == arrays_.number_of_.end()) continue;
    const uint64_t bit = uint64_t{1} << (row % kBits);
    uint64_t& mark = mark_of_[stem->second];
    query_stems_.push_back(stem->second);
    if (blocks_ == 1) {
      mark |= bit;
      continue;
    }
    if (mark == 0) {
      mark = rows_.size();
      rows_.resize(rows_.size() + blocks_);
    }
    rows_[mark + row / kBits] |= bit;
  }
}

void StemScan::Unmark() {
  for (uint32_t stem : query_stems_) mark_of_[stem] = 0;
  query_stems_.clear();
}

uint32_t StemScan::OneWord(size_t begin, size_t end) const {
  uint64_t rises = ~uint64_t{0};
  uint64_t falls = 0;
  auto distance = static_cast<uint32_t>(query_words_);
  const uint64_t last = LastRow(query_words_);
  for (size_t i = begin; i < end; ++i) {
    const uint64_t match = mark_of_[arrays_.stems_[i]];
    const uint64_t diagonal = (((match & rises) + rises) ^ rises) | match | falls;
    uint64_t right_rises = falls | ~(diagonal | rises);
    uint64_t right_falls = rises & diagonal;
    distance += (right_rises & last) != 0;
    distance -= (right_falls & last) != 0;
    right_rises = (right_rises << 1) | 1;
    right_falls <<= 1;
    rises = right_falls | ~(diagonal | right_rises);
    falls = right_rises & diagonal;
  }
  return distance;
}

uint32_t StemScan::ManyWords(size_t begin, size_t end) {
  column_.assign(blocks_, {~uint64_t{0}, 0});
  auto distance = static_cast<uint32_t>(query_words_);
  for (size_t i = begin; i < end; ++i) {
    const uint64_t* rows = &rows_[mark_of_[arrays_.stems_[i]]];
    bool carry_rises = true;  // The first row of the matrix rises with every stored word.
    bool carry_falls = false;
    for (size_t b = 0; b < blocks_; ++b) {
      auto& [rises, falls] = column_[b];
      const uint64_t vertical = rows[b] | falls;
      const uint64_t reached = rows[b] | uint64_t{carry_falls};
      const uint64_t diagonal = (((reached & rises) + rises) ^ rises) | reached;
      const uint64_t right_rises = falls | ~(diagonal | rises);
      const uint64_t right_falls = rises & diagonal;
      const uint64_t last = b + 1 == blocks_ ? LastRow(query_words_) : uint64_t{1} << (kBits - 1);
      const uint64_t down_rises = (right_rises << 1) | uint64_t{carry_rises};
      const uint64_t down_falls = (right_falls << 1) | uint64_t{carry_falls};
      carry_rises = (right_rises & last) != 0;
      carry_falls = (right_falls & last) != 0;
      rises = down_falls | ~(vertical | down_rises);
      falls = down_rises & vertical;
    }
    distance += carry_rises;
    distance -= carry_falls;
  }
  return distance;
}

}  // namespace dragoman
