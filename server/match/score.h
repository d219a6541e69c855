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
//
// 100 - base is divided between `words` and `endings`. Of the cheapest ways to turn one text into
// the other, the one with the fewest steps of price 10 counts (w of them, and e of price 3; M = 10
// times the words of the longer text). Each of the two gets the whole points of its own cost,
// floor(1000w / M) and floor(300e / M); what rounding leaves, one or two points, goes to the larger
// remainder first, to `words` when they are equal. With 24 words, w = 1 and e = 2 the base is
// floor(100 * 224 / 240) = 93; 4 points are the word's, 2 the endings', and the seventh, for 0.17
// and 0.5 left over, the endings'.
//
// The flat penalties are given before their cap. Texts that show no difference but have other exact
// keys lose one point for `form`; with equal exact keys and other codes, for `codes`.
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
//
// 100 exactly when the exact keys are equal and the codes are, by kind and content, in order. Texts
// without words score 100, 99 (equal fold keys) or 0 (base 0, all points for `words`).
//
// Requires: words of equal fold have equal stems, as one language's analyses have.
// Cost:     O(n * m) for n and m words.
Score ScoreOf(const Analysis& query, const Analysis& stored);

// Returns one cheapest alignment, the same everywhere: with the fewest steps of price 10, and where
// such ways part, deleting before pairing and pairing before inserting. Pairs of two numbers are
// kNumber (other values), kKeep or kForm.
std::vector<AlignedStep> Align(const Analysis& query, const Analysis& stored);

// What a percentage hides: differences a translator must look at whatever the score.
struct Flags {
  bool negation = false;  // A negation on one side only.
  bool number = false;    // Numbers of other value.
  bool name = false;      // A capitalised word (not at a sentence's start) on one side only.
  bool date = false;      // A month, weekday or year on one side only.
};

// Returns the flags of a pair of texts in `language`: negation and date for en, ru, ur by word
// lists, name for en and ru, number for all. A name is compared by its stem and looked for among
// all words of the other text, so that another ending, case or place raises no flag.
Flags FlagsOf(const Analysis& query, const Analysis& stored, const Language& language);

}  // namespace dragoman
