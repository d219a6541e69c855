// Concordance: the entries of a snapshot that have given words and phrases and lack others. Words
// are compared by stem, by fold, or by the beginning of the fold; a number by its value.
//
// Posting lists are intersected, the shortest first. Rows are read only where lists cannot tell:
// for phrases, and for words of which the part has other forms of the same stem.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "server/base/status.h"
#include "server/match/index.h"
#include "server/match/text_keys.h"
#include "server/text/analysis.h"

namespace dragoman {

// A beginning that more folds of a part have is refused.
inline constexpr size_t kMaxPrefixFolds = 10'000;

enum class WordMatch : uint8_t { kStem, kFold, kPrefix };

struct ConcordanceWord {
  WordMatch match = WordMatch::kStem;
  uint64_t stem = 0;   // Key of kStem and kFold.
  uint64_t fold = 0;   // Key of kFold; of a number: of its value.
  std::string prefix;  // Of kPrefix: how the fold begins. No number has it.

  bool operator==(const ConcordanceWord&) const = default;
};

// A word, or a phrase of words that stand one behind the other.
struct ConcordanceItem {
  std::vector<ConcordanceWord> words;  // At least one.
  bool negated = false;                // It must not stand in the text.

  bool operator==(const ConcordanceItem&) const = default;
};

// Returns the word by its fold (`exact`) or its stem; a number always by its value.
ConcordanceWord WordLike(const Word& word, bool exact);

struct ConcordanceOptions {
  UnitId before = UINT64_MAX;         // Only units of lesser numbers are returned ...
  size_t limit = 100;                 // ... and at most so many of them: the newest.
  uint64_t languages = ~uint64_t{0};  // As in SearchOptions.
  std::function<bool()> cancelled;    // Asked between parts; what was found until then is returned.
};

struct ConcordanceUnits {
  std::vector<UnitId> units;  // Descending: the newest first.
  uint64_t total = 0;         // All that fit the items, whatever `before` and `limit` say.
};

// Returns the units that have every item that is not negated and none that is.
//
// Requires: an item that is not negated.
// Errors:   ResourceExhausted (a prefix of too many words).
StatusOr<ConcordanceUnits> SearchConcordance(const IndexSnapshot& snapshot,
                                             const std::vector<ConcordanceItem>& items,
                                             const ConcordanceOptions& options);

// Returns where items that are not negated stand in a text: ascending, apart from each other; a
// phrase from its first word to its last.
std::vector<ByteRange> OccurrencesOf(const std::vector<ConcordanceItem>& items,
                                     const Analysis& analysis);

}  // namespace dragoman
