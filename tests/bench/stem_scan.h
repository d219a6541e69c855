// The honest slow way to look a segment up: the bit-parallel edit distance of the query's stems to
// those of every stored segment, without index, length window or limit. It is what lookups are
// compared with, in time and in answers, and shares no code with server/match.
//
// Source: Myers 1999, "A fast bit-vector algorithm for approximate string matching"; for queries of
// more than 64 words, blocks after Hyyrö 2003.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/text/analysis.h"

namespace dragoman {

// The stems of all segments, numbered, in one array. Thread-compatible.
class StemArrays {
 public:
  void Add(const Analysis& analysis);

  size_t size() const { return ends_.size(); }
  size_t words() const { return stems_.size(); }
  size_t stem_count() const { return number_of_.size(); }
  // Returns the number of words of segment `i`.
  size_t Length(size_t i) const { return ends_[i] - Begin(i); }

 private:
  friend class StemScan;
  size_t Begin(size_t i) const { return i == 0 ? 0 : ends_[i - 1]; }

  std::unordered_map<std::string, uint32_t> number_of_;
  std::vector<uint32_t> stems_;
  std::vector<size_t> ends_;
};

// Scans of the arrays. Thread-compatible; holds work space, so that one is made per thread.
//
// Lifetime: the arrays outlive the scan and do not change.
class StemScan {
 public:
  explicit StemScan(const StemArrays& arrays);

  // Returns the edit distance (insert = delete = replace = 1) of the query's stems to every
  // segment's.
  //
  // Lifetime: the result is valid until the next call.
  // Cost:     O(words * ceil(n / 64)) for a query of n words.
  const std::vector<uint32_t>& Distances(const Analysis& query);

 private:
  struct Block {
    uint64_t rises = 0;
    uint64_t falls = 0;
  };

  void Mark(const Analysis& query);
  void Unmark();
  uint32_t OneWord(size_t begin, size_t end) const;
  uint32_t ManyWords(size_t begin, size_t end);

  const StemArrays& arrays_;
  size_t query_words_ = 0;
  size_t blocks_ = 0;
  std::vector<uint32_t> query_stems_;  // That occur in the arrays.
  // By stem: the rows of the query that hold it, as bits; with several blocks, where its bits begin
  // in rows_, of which the first `blocks_` are zero. A scan of a short query so reads one word a
  // stem.
  std::vector<uint64_t> mark_of_;
  std::vector<uint64_t> rows_;
  std::vector<Block> column_;
  std::vector<uint32_t> distances_;
};

}  // namespace dragoman
