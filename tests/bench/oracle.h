// What a lookup must return, found by the slow scan: the distance of every segment, the score of
// every one that the distance does not rule out.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/engine/lookup.h"
#include "tests/bench/stem_scan.h"

namespace dragoman {

// One match: what the order of matches depends on, and what a score must be.
struct Answer {
  int score = 0;
  UnitId unit = 0;

  bool operator==(const Answer&) const = default;
};

// The least threshold that is compared; answers at higher ones are the first of these.
inline constexpr int kLeastScore = 50;

// All segments of one language of a memory. Immutable once open; Threads: any.
class Corpus {
 public:
  // Reads the whole memory.
  //
  // Errors: those of the store.
  static StatusOr<std::unique_ptr<Corpus>> Open(std::shared_ptr<MemoryShard> memory,
                                                const Language& language);

  const StemArrays& arrays() const { return arrays_; }
  const Language& language() const { return language_; }

  // Returns the matches of kLeastScore or more, by score, the newest first among equals.
  //
  // Requires: a scan of these arrays.
  // Errors:   those of the store.
  StatusOr<std::vector<Answer>> AllAnswers(StemScan& scan, const std::string& query) const;

 private:
  Corpus(std::shared_ptr<MemoryShard> memory, const Language& language)
      : memory_(std::move(memory)), language_(language) {}
  Status Read();
  Status ScoreUnits(const Analysis& query, const std::vector<UnitId>& units,
                    std::vector<Answer>& answers) const;

  const std::shared_ptr<MemoryShard> memory_;
  const Language language_;
  StemArrays arrays_;
  std::vector<UnitId> units_;  // Of each segment of the arrays.
};

}  // namespace dragoman
