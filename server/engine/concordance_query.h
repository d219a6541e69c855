// The language in which people write what a concordance looks for.
//
// Grammar: query  = 1*item between white space
//          item   = ["-" / "NOT"] (word / quote 1*word quote)
//          word   = text ["*"]; the star stands for any ending
// All items must stand in a text, but for those that are negated, which must not. "AND" between
// items says nothing more. Quotes are "…", “…”, „…“ and «…»; what the language rules take apart
// (co-operation, a compound) is a phrase.
//   ambassador "Security Council" -draft   fits "The Ambassador left the Security Council."
//   diplom* NOT diploma                    fits "a diplomatic note"; "a diploma" it does not
#pragma once

#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/match/concordance.h"
#include "server/model/language.h"

namespace dragoman {

// Returns the items of a query; words are compared by fold (`exact`) or by stem. One at least is
// not negated.
//
// Requires: valid UTF-8.
// Errors:   InvalidArgument about "query", which says at which character.
StatusOr<std::vector<ConcordanceItem>> ParseConcordance(std::string_view query,
                                                        const Language& language, bool exact);

}  // namespace dragoman
