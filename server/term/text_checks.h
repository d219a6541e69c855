// Checks of one translation that need no glossary: what is lost, left over, mistyped.
#pragma once

#include "server/term/finding.h"
#include "server/text/analysis.h"

namespace dragoman {

// A source and its translation. Lifetime: the segments outlive it.
struct CheckedPair {
  CheckedPair(size_t number, const Segment& from, const Segment& to, const Language& from_language,
              const Language& to_language);

  size_t pair;
  const Segment& source;
  const Segment& target;
  Language source_language;
  Language target_language;
  Analysis source_words;
  Analysis target_words;
};

// Adds what the rules codes, empty, untranslated, number, quotes, bidi, joiners and urdu-letters
// find.
void CheckTexts(const CheckedPair& pair, Findings& findings);

}  // namespace dragoman
