// What a recognised term may be rendered as: which terms of its concept are offered, in what order.
#pragma once

#include <vector>

#include "server/engine/recognise.h"

namespace dragoman {

// Returns the renderings of a recognised term by the order of targets (without targets: all other
// languages at once), then by rank of the status in force, those in their time first, then as
// stored. A usable one out of its time is left out where its language has one in its time; so are
// all usable ones of a term that is not translated, which is its own first rendering.
std::vector<TermRendering> RenderingsOf(const RecognisedTerm& term,
                                        const RecogniseOptions& options);

}  // namespace dragoman
