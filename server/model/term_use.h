// How a term may be used: what its status is for an outlet on a day, what it abbreviates, whether
// it is translated at all. Pure functions of stored concepts.
#pragma once

#include <string_view>

#include "server/model/concept.h"

namespace dragoman {

// What holds for a term where it is used.
struct TermUse {
  TermStatus status = TermStatus::kAdmitted;
  bool out_of_time = false;  // The day is outside of its time.

  bool operator==(const TermUse&) const = default;
};

// Returns the status of a term for an outlet: the outlet's own where the term states one, else the
// term's; and whether the term is out of its time. A status holds at any time: a forbidden term
// out of its time is forbidden still.
//
// Shape: `outlet` "" is no outlet; an empty `date` is any time.
TermUse StatusInForce(const Term& term, std::string_view outlet, const PartialDate& date);

// As above for a term of `entry`, which is out of its time when its concept is.
TermUse StatusInForce(const Concept& entry, const Term& term, std::string_view outlet,
                      const PartialDate& date);

// Returns the place of a status in the order in which terms are offered, 0 first: preferred,
// admitted, deprecated, obsolete, forbidden.
int RankOf(TermStatus status);

// Whether a term of this status may be written in a new text: preferred or admitted.
bool IsUsable(TermStatus status);

// Whether a term of `entry` is kept as it stands in every language.
bool IsKept(const Concept& entry, const Term& term);

// Categories that say how terms are used; there are others. A place: place, country, capital. A
// name, which is written with a capital: a place or a person. A phrase is one good wording among
// several.
bool IsPlace(const Concept& entry);
bool IsName(const Concept& entry);
bool IsPhrase(const Concept& entry);

// Returns what an abbreviation stands for: the term of its concept and language that it names, else
// the preferred one that is written out; nullptr when there is none, or it is no abbreviation.
//
// Lifetime: points into `entry`.
const Term* FullFormOf(const Concept& entry, const Term& term);

}  // namespace dragoman
