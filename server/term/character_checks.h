// Characters that a translation should not have: Arabic letters in Urdu, invisible joiners,
// controls of direction that reach past the text; and marks that should come in pairs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/model/language.h"
#include "server/model/segment.h"

namespace dragoman {

struct CharacterFaults {
  std::vector<ByteRange> arabic_letters;  // In Urdu: ي ى ك ه ە ة and Arabic-Indic digits.
  // Joiners (ZWJ, ZWNJ) that join or part nothing: at a border of a word, twice, or behind a letter
  // that does not join; outside of Arabic script any; soft hyphens; tatweel in Urdu.
  std::vector<ByteRange> joiners;
  // Overrides of the direction; embeddings and isolates that are not closed, and ends of none.
  std::vector<ByteRange> direction;
  std::string repaired;  // The text without the faults of the first two kinds; "" without any.
};

// Requires: valid UTF-8.
CharacterFaults CharacterFaultsOf(std::string_view text, const Language& language);

// Returns the places of quotation marks and brackets that have no counterpart. Quotation marks of
// one form that serve at both ends (" and the curly ones, which languages turn around) need an even
// number; « » ( ) [ ] { } must nest. Signs of a list ("a)", "1)") need none.
//
// Requires: valid UTF-8.
std::vector<ByteRange> UnpairedMarks(std::string_view text);

}  // namespace dragoman
