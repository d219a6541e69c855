// What the steps of one lookup share: the query, analysed once, the memories asked, and how units
// are read and held back.
#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "server/engine/lookup.h"
#include "server/engine/steady_read.h"
#include "server/engine/target_languages.h"

namespace dragoman {

class Stopwatch {
 public:
  // Returns the microseconds since the last call.
  uint32_t Lap() {
    const auto now = std::chrono::steady_clock::now();
    const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(now - start_);
    start_ = now;
    return static_cast<uint32_t>(passed.count());
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

struct LookupState {
  LookupState(const LookupOptions& given_options, const LookupQuery& given_query,
              const Cancelled& asked);

  const LookupOptions& options;
  const LookupQuery& query;
  const Cancelled& cancelled;
  Stopwatch stopwatch;
  const Analysis analysis;
  const TextKeys keys;  // Of the analysis: what the indexes work on.
  const uint64_t previous_hash;
  const uint64_t next_hash;
  LookupTiming timing;
  SearchCounts counts;
};

// A memory of this lookup.
struct LookupPlace {
  LookupMemory settings;
  std::shared_ptr<MemoryShard> memory;
  size_t order = 0;                        // From 0, the most preferred one.
  std::shared_ptr<const MemoryView> view;  // What is searched of it.
};

// Returns the memories in order of preference. Errors: NotFound; those of MemoryShard::CheckReady.
StatusOr<std::vector<LookupPlace>> OpenPlaces(const Catalog& registry,
                                              const std::vector<LookupMemory>& wanted);

// The points that a unit's memory, origin and state hold back.
struct PenaltyPoints {
  int memory = 0;
  int machine = 0;
  int aligned = 0;
  int draft = 0;

  int total() const { return memory + machine + aligned + draft; }
  auto operator<=>(const PenaltyPoints&) const = default;
};
PenaltyPoints PointsOf(Origin origin, ReviewState state, const LookupMemory& settings);

// Returns the penalties that are not 0.
std::vector<AppliedPenalty> AppliedPenaltiesOf(const PenaltyPoints& points);

// Returns the points that rank a score: penalties hold 100 back at most.
inline int RankedScore(int score, int penalty) { return score - std::min(penalty, 100); }

UnitRank RankOf(const LookupOptions& options, const Unit& unit, const LookupPlace& place);

// Returns what a search of the memory is asked for: hits that are held back by the penalties of the
// memory, and `further_penalty` points more.
SearchOptions SearchOptionsOf(const LookupState& state, const LookupMemory& settings,
                              int further_penalty = 0);

using UnitsById = std::map<UnitId, Unit>;

// Reads the units of hits; nullopt when one of them is another than the place's view has. Then the
// memory's next view has it.
StatusOr<std::optional<UnitsById>> ReadUnits(LookupState& state, const LookupPlace& place,
                                             std::span<const Hit> hits);

}  // namespace dragoman
