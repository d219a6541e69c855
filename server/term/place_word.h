// Words made from the name of a place: its adjective, its people.
#pragma once

#include <string_view>

namespace dragoman {

// Returns whether a word may be made from the name of a place, or be that name with an ending:
// Russia, Russian; Таджикистан, таджикский; تاجکستان, تاجک. Told by the beginning that both share,
// without -stan and the last vowels of the name; names that change within (France, French) are not
// known. Both at L3, single words.
bool IsMadeFromPlace(std::string_view name, std::string_view word);

}  // namespace dragoman
