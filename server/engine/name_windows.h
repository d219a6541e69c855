// Where a name known in one language stands in a text of another: the runs of words whose name key
// meets the name's.
#pragma once

#include <string_view>
#include <vector>

#include "server/text/analysis.h"
#include "server/text/name_key.h"

namespace dragoman {

// A run of words of a text.
struct NameWindow {
  size_t word = 0;   // The first one,
  size_t words = 0;  // and how many.
  ByteRange range;   // In the text; without the ending of an English possessive.
  NameMeeting meeting = NameMeeting::kNone;
  int distance = 0;  // Of the sounds, see SoundDistance.
};

// Returns the windows of at most `most_words` words that meet the name best, apart from each other
// and in reading order: equal keys go before near ones, then the least distance, then fewer words.
// Where a script has capital letters a name begins with one; of several words the first and the
// last have a consonant. Russian words count with and without their endings.
//
// Requires: `analysis` is that of `text` under `language`.
// Cost:     O(words * most_words * size of the name's sounds).
std::vector<NameWindow> FindNameWindows(const NameKey& name, size_t most_words,
                                        std::string_view text, const Analysis& analysis,
                                        const Language& language);

// Returns the range without the ending of an English possessive: Khorev of "Khorev’s".
ByteRange WithoutPossessive(std::string_view text, ByteRange range);

}  // namespace dragoman
