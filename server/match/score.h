// The match score, version 1: how much of a stored segment can be kept, and what took each point
// off. The one place where scores come from: search, lookup and explain all call it.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "server/text/analysis.h"

namespace dragoman {

inline constexpr int kScoreVersion = 1;

// Points taken off, by reason; they sum to 100 - score.
struct Penalties {
  int words = 0;    // Words inserted, deleted or replaced.
  int endings = 0;  // Words of the same stem with another ending.
  int numbers = 0;  // Numbers of other value.
  int marks = 0;    // Punctuation and symbols.
  int form = 0;     // Case, diacritics, letter form, joined compounds; or another exact key only.
  int codes = 0;    // Inline codes.
  int cap =
      0;  // Given back (zero or negative): flat penalties count 6 at most, a score is 0 at least.

  bool operator==(const Penalties&) const = default;
};

struct Score {
  int score = 0;  // 0 to 100.
  int base = 0;   // 0 to 100, before the flat penalties.
  Penalties penalties;

  bool operator==(const Score&) const = default;
};

enum class Step : uint8_t {
  kKeep = 0,
  kForm = 1,
  kNumber = 2,
  kEnding = 3,
  kReplace = 4,
  kInsert = 5,
  kDelete = 6
};

// One step of the alignment that turns the query into the stored segment. kInsert has no query
// word, kDelete no stored word; kNumber pairs numbers of other value; kForm words of equal fold,
// other form.
struct AlignedStep {
  Step step = Step::kKeep;
  int cost = 0;          // 0, 3 or 10.
  int query_word = -1;   // Index into the query's words, or -1.
  int stored_word = -1;  // Index into the stored segment's words, or -1.

  bool operator==(const AlignedStep&) const = default;
};

// Returns the score of a query against a stored segment of the same language. Symmetric.
Score ScoreOf(const Analysis& query, const Analysis& stored);

// Returns one cheapest alignment; the first of them in a fixed order of preference, so the same
// everywhere.
std::vector<AlignedStep> Align(const Analysis& query, const Analysis& stored);

// What a percentage hides: differences a translator must look at whatever the score.
struct Flags {
  bool negation = false;  // A negation on one side only.
  bool number = false;    // Numbers of other value.
  bool name = false;      // A capitalised word (not at a sentence's start) on one side only.
  bool date = false;      // A month, weekday or year on one side only.
};
Flags FlagsOf(const Analysis& query, const Analysis& stored, const Language& language);

}  // namespace dragoman
