// Bridged matches: a translation that no unit holds whole, out of two that share a third language.
// With "Да." and "Yes." in one unit and "Yes." and "ہاں۔" in another, a lookup of "Да." from ru to
// ur finds "ہاں۔", over "Yes.".
//
// A *source unit* has a source that matches the query, and a variant in the bridge language, its
// pivot. A *target unit* has a pivot too, and a variant in a language asked for of which the source
// unit has none. They *share* their pivots when these have equal exact keys and codes (score 100),
// or when they are the same words, numbers, marks and codes in the same order and differ in form
// only: case, diacritics, letter forms, a joined compound (score 99). "Yes." shares with "yes.",
// but not with "Yes", nor does "30 days" with "75 days", although these score 99 as well.
//
// Promised: each target unit in the memories asked that shares a pivot with a source unit in them,
// where the lower one of the two scores is at least min_score, counts as a match, and the best
// `limit` of all matches, direct and bridged, are returned. A target unit is given once, with the
// source unit that ranks it best; not at all when it is itself a direct match that ranks before.
//
// Nothing is bridged without target languages, and nothing where source or target answers the
// bridge language: a direct match has these.
#pragma once

#include <span>
#include <vector>

#include "server/engine/lookup_state.h"

namespace dragoman {

// Appends those bridged matches to the direct ones that may be among the best `limit` of both.
//
// Requires: `matches` hold the best `limit` direct ones, in any order.
// Errors:   Cancelled, Aborted (a memory changed too fast), those of the store.
// Cost:     nothing where CanBridge is false; else a search of each memory that may hold source
//           units, at the score that can still come among the best, and for each pivot found a
//           search at 99 points of each memory that may hold target units.
Status AddBridged(LookupState& state, std::vector<LookupPlace>& places,
                  std::vector<Match>& matches);

// Returns the target languages that may be bridged.
std::vector<Language> BridgedTargets(const LookupOptions& options);

// Returns whether the memory may hold a source unit that lacks one of `targets`; from its counts,
// as MayHoldTargets.
bool MayHoldSources(const MemoryView& view, const LookupOptions& options,
                    std::span<const Language> targets);

// Returns whether one of the places may hold a source unit and one a target unit.
bool CanBridge(std::span<const LookupPlace> places, const LookupOptions& options);

}  // namespace dragoman
