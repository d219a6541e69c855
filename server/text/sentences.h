// Segmentation of running text: ICU's sentence breaks as candidates, corrected by ordered SRX-style
// rules per language (server/text/rules/*.tsv, part of the binary).
#pragma once

#include <string_view>
#include <vector>

#include "server/model/language.h"
#include "server/model/segment.h"

namespace dragoman {

// The version of the sentence rules. A memory made under other rules has other segments and matches
// worse.
inline constexpr int kSentenceRulesVersion = 1;

// Returns the segments of a text in order, trimmed of white space, none empty. A line break always
// ends a segment.
//
// Requires: valid UTF-8, less than 2 GiB.
// Cost:     O(text size): each place where a sentence may end is judged by its surroundings alone.
// Threads:  any.
std::vector<ByteRange> Sentences(std::string_view text, const Language& language);

}  // namespace dragoman
