// Bound 3 of the score: the unit-cost edit distance of one query's stems to many stored stem
// sequences, 64 query words per machine word.
//
// Source: Myers 1999, "A fast bit-vector algorithm for approximate string matching"; the carry
// between blocks after Hyyrö 2003. With one query word in 64 bits a stored word costs a dozen
// operations; a query of 65 words needs two blocks and twice that.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace dragoman {

// Thread-compatible; holds work space of one byte or more per stem of the table, so it is made once
// and reset for each query.
class StemDistance {
 public:
  // Takes the query's stem numbers, each below `stem_count` or kUnknownId.
  void Reset(std::span<const uint32_t> query, size_t stem_count);

  // Returns the edit distance to `stored`, or nullopt once it must exceed `limit`.
  //
  // Units:    edits (insert = delete = replace = 1), in [0, limit].
  // Requires: the query has a stem; every number in `stored` is below stem_count.
  // Cost:     O(m * ceil(n / 64)).
  std::optional<size_t> Within(std::span<const uint32_t> stored, size_t limit);

 private:
  struct Column {        // Of the edit matrix, as differences downwards; 64 rows a block.
    uint64_t rises = 0;  // Rows one greater than the row above.
    uint64_t falls = 0;  // Rows one less.
  };

  // Moves block `b` on by one stored word; `carry` is the difference to the right at its upper
  // edge (-1, 0, 1) and becomes that at its lower edge, or at the query's last row.
  void Advance(size_t b, uint64_t match, int& carry);

  std::vector<uint32_t> query_;
  std::vector<uint32_t> slot_of_stem_;  // 0: the stem is not in the query.
  std::vector<uint64_t> matches_;       // By slot and block: the query rows that hold the stem.
  std::vector<Column> column_;
  size_t blocks_ = 0;
};

}  // namespace dragoman
