// Real text for the benchmarks: pairs of segments read from a file, and word edits that resemble
// what translators change. Everything is drawn from one seed, so that a run can be repeated.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"

namespace dragoman {

// The two languages of one unit.
struct TextPair {
  std::string first;
  std::string second;

  bool operator==(const TextPair&) const = default;
};

// A stream of random numbers that is the same wherever the program is built. Thread-compatible.
class Draw {
 public:
  explicit Draw(uint64_t seed) : engine_(seed) {}
  // Returns a number in [0, limit); limit is at least 1.
  size_t Below(size_t limit) { return static_cast<size_t>(engine_() % limit); }
  std::mt19937_64& engine() { return engine_; }

 private:
  std::mt19937_64 engine_;  // Its output is fixed by the standard; that of distributions is not.
};

// Returns the pairs of a file of two tab-separated columns; further columns, repeated pairs and
// pairs with a blank side are left out.
//
// Errors: NotFound when the file cannot be read.
StatusOr<std::vector<TextPair>> ReadPairs(const std::string& path);

// Returns the words between the spaces of a text.
std::vector<std::string_view> WordsOf(std::string_view text);

// Returns `text` with `count` edits, each at a random word: one is replaced (half of the edits),
// put in or taken out (a quarter each). New words come from `other`, so that what is drawn from a
// random segment is as frequent as in the corpus. A text of one word is not emptied.
//
// Requires: both have a word.
std::string Edited(Draw& draw, std::string_view text, std::string_view other, size_t count);

}  // namespace dragoman
