// The target units of a bridge: those that share the pivot of a source unit and have a language
// that it lacks. See bridge.h.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "server/engine/lookup_state.h"

namespace dragoman {

struct TargetUnit {
  const LookupPlace* place = nullptr;
  Unit unit;
  Language pivot;     // Of the variant that is shared.
  Score pivot_score;  // Of the two pivots: 100, or 99 for a difference of form only.
  PenaltyPoints points;
  std::vector<Language> targets;  // Of the languages lacking, those that the unit has.
  UnitRank rank;
};
using TargetUnits = std::vector<std::shared_ptr<const TargetUnit>>;

// A pivot and the languages for which it is to be found again.
struct PivotQuery {
  PivotQuery(const Variant& variant, std::vector<Language> wanted);

  std::vector<Language> lacking;
  Analysis analysis;

  // Equal for queries that find the same. Another form of the text is another query.
  using Key = std::tuple<std::vector<Language>, std::string, std::vector<std::string>>;
  Key key() const;
};

// Returns all target units of a pivot in all places; one of several pivots is there by each that is
// shared.
//
// Errors: Cancelled, Aborted when a unit is another than its place's view has, those of the store.
StatusOr<TargetUnits> FindTargetUnits(LookupState& state, std::span<const LookupPlace> places,
                                      const PivotQuery& query);

// Reads the units of hits; Aborted when one is another than the place's view has.
StatusOr<UnitsById> ReadUnchanged(LookupState& state, const LookupPlace& place,
                                  std::span<const Hit> hits);

// Returns whether the texts are the same words, numbers, marks and codes, each in the same order.
bool DifferInFormOnly(const Analysis& a, const Analysis& b);

// What the counts of a memory's segments tell of it: whether it may hold a target unit of one of
// the languages. Counts do not say which languages stand together in a unit, so that a memory may
// seem to hold one that it does not hold; never the reverse.
bool MayHoldTargets(const MemoryView& view, const LookupOptions& options,
                    std::span<const Language> targets);

// Returns whether the memory holds a segment that answers the language.
bool HoldsLanguage(const MemoryView& view, const Language& wanted);

}  // namespace dragoman
