// Checks of the pairs of one document against each other: sources that are rendered in two ways,
// names that are spelled in two.
#pragma once

#include <span>
#include <vector>

#include "server/term/finding.h"
#include "server/term/text_checks.h"

namespace dragoman {

// Adds what the rule inconsistent finds: of pairs with equal sources, those rendered in another way
// than the first of them, but for form.
void CheckConsistency(std::span<const CheckedPair> pairs, Findings& findings);

// Adds what the rule name-spelling finds. A name is a word of the source with a capital letter (or
// any word, of scripts that have none) that is not the first one; what the translation has of it is
// the word that sounds as it does. Spellings are the same when they can be forms of one word.
//
// `glossary_terms`: of each pair, ranges of its source that the glossaries answer for.
void CheckNameSpelling(std::span<const CheckedPair> pairs,
                       std::span<const std::vector<ByteRange>> glossary_terms, Findings& findings);

}  // namespace dragoman
