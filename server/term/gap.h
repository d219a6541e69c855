// What stands between two neighbouring words, and whether a term may reach across it. One rule for
// terms and texts: "Pakistan–Russia", "Pakistan-Russia" and "Pakistan Russia" are the same words;
// a comma, a full stop or a bracket ends a term unless the term itself has that mark there.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/text/analysis.h"

namespace dragoman {

// Whether the words on both sides, unless both are numbers, may be parts of one closed-up word.
enum class Joint : uint8_t {
  kNone = 0,    // No.
  kTight = 1,   // Nothing, one dash or one dot between them, no space: co-operation, U.N.
  kSpaced = 2,  // White space only: policy makers.
};

struct Gap {
  Joint joint = Joint::kNone;
  std::vector<std::string> barriers;  // The marks that end a term; a blank line counts as one.
};

// Returns the gap between words `next - 1` and `next` of an analysis of `text`; `marks` are those
// between the two, in order. Dashes, quotes and the dot of an initial or abbreviation are no
// barriers, nor is a dot with no space after it (Urdu writers use it as a dash).
//
// Requires: 0 < next < analysis.words.size().
Gap GapBefore(std::string_view text, const Analysis& analysis, size_t next,
              std::span<const Mark> marks);

// Returns all gaps of an analysis: element i is what stands before word i; element 0 is empty.
std::vector<Gap> GapsOf(std::string_view text, const Analysis& analysis);

}  // namespace dragoman
