// The check of a translation: of each pair by itself, of its terms against the glossaries, and of
// the pairs against each other.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "server/engine/recognise.h"
#include "server/engine/registry.h"
#include "server/term/finding.h"

namespace dragoman {

struct TranslationPair {
  Segment source;
  Segment target;
};

struct CheckOptions {
  Language source;                      // Required.
  Language target;                      // Required; another one.
  std::vector<std::string> glossaries;  // In order of preference, at most 20; none: every one.
  PartialDate as_of{};                  // As in RecogniseOptions.
  std::string outlet{};                 // Likewise.
  bool without_terms = false;           // The glossaries are not asked.
  std::vector<std::string> rules_off;   // Names of rules that are not to be applied.
};

struct CheckResult {
  std::vector<Finding> findings;  // By pair, severity, place.
  std::vector<UsedRevision> glossaries;
};

// Checks that there are two languages, neither of which answers the other.
//
// Errors: InvalidArgument about "source_language" or "target_language".
Status CheckLanguages(const Language& source, const Language& target);

// Checks that pairs are 1 to 10,000 of at most 3 MiB together, and each by itself.
//
// Errors: InvalidArgument about "pairs" or "pairs[...]".
Status CheckPairs(std::span<const TranslationPair> pairs);

// Checks at most 10,000 pairs of at most 3 MiB together, which are taken as one document.
//
// Errors: InvalidArgument about "source_language", "target_language", "glossaries", "outlet",
//         "disabled_rules" or "pairs[...]"; NotFound (a glossary); Cancelled.
StatusOr<CheckResult> CheckTranslation(const Catalog& registry, const CheckOptions& options,
                                       std::span<const TranslationPair> pairs,
                                       const Cancelled& cancelled);

}  // namespace dragoman
