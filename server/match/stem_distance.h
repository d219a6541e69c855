// Bound 3 of the score: the unit-cost edit distance of one query's stems to many stored stem
// sequences, 64 query words per machine word.
//
// Stems are given as slots: the query's distinct stems are numbered from 1, every other stem of a
// stored text is 0 and equal to none.
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

// Thread-compatible; its work space is kept from query to query.
class StemDistance {
 public:
  // Takes the query's slots in reading order; 0 for a word that no stored text has.
  void Reset(std::span<const uint32_t> query);

  // Returns the edit distance to `stored`, or nullopt once it must exceed `limit`.
  //
  // Units:    edits (insert = delete = replace = 1), in [0, limit].
  // Requires: the query has a word; every slot in `stored` is 0 or one of the query's.
  // Cost:     O(m * ceil(n / 64)).
  std::optional<size_t> Within(std::span<const uint32_t> stored, size_t limit);

 private:
  struct Column {        // Of the edit matrix, as differences downwards; 64 rows a block.
    uint64_t rises = 0;  // Rows one greater than the row above.
    uint64_t falls = 0;  // Rows one less.
  };

  // Moves a block's column on by one stored word; `carry` is the difference to the right at its
  // upper edge (-1, 0, 1) and becomes that at its lower edge, the row of the bit `edge`.
  static void Advance(uint64_t match, uint64_t edge, Column& column, int& carry);
  std::optional<size_t> WithinOneBlock(std::span<const uint32_t> stored, size_t limit) const;

  size_t size_ = 0;
  size_t blocks_ = 0;
  std::vector<uint64_t> matches_;  // By slot and block: the query rows that hold the stem.
  std::vector<Column> column_;
};

}  // namespace dragoman
