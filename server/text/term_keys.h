// Key sets for glossary recognition: unlike the score, which needs one stem per word, a glossary
// term may be met under any of several keys, so that Russian and Urdu endings do not hide it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/text/analysis.h"

namespace dragoman {

// Returns the distinct keys of a word, its fold first: two words may be the same dictionary word
// when their key sets meet. A number has its value as the only key.
std::vector<std::string> TermKeys(const Word& word, const Language& language);

// Returns whether a word, at L2, is an abbreviation in capitals, which is never inflected: its fold
// is its only key. UN, and UNS, which is another one.
bool IsCapitalsOnly(std::string_view form);

// Returns whether two key sets meet.
bool KeysMeet(const std::vector<std::string>& a, const std::vector<std::string>& b);

// Returns whether a word has keys of a noun but is nearly always another word: "после" is "after",
// seldom a case of посол. It never stands for a term of one word that is not itself.
bool IsFunctionWord(std::string_view fold);

}  // namespace dragoman
