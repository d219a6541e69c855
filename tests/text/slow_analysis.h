// The slow, obvious twin of Analyse.
#pragma once

#include "server/text/analysis.h"

namespace dragoman {

// Returns the analysis of a segment by the slow twins of each step: every character through ICU,
// every stem worked out anew, words split and joined in passes of their own.
Analysis SlowAnalyse(const Segment& segment, const Language& language);

}  // namespace dragoman
