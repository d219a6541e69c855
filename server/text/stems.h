// L4: one stem per word, so that words of one stem are "the same word with another ending". A stem
// depends on the fold alone: the bounds of the search need equal stems to be an equivalence.
#pragma once

#include <string>
#include <string_view>

#include "server/text/normalise.h"

namespace dragoman {

// Returns the stem of a word at L3 that is no number.
//
// English: American spelling (rules/en_spelling.tsv), then Snowball. Russian: Snowball, but
// for nouns that it is known to take apart (rules/ru_nouns.tsv: Пакистан, визит, режим). Adding "у"
// to every word that ends in a consonant helps those nouns too, but of 163 inflected forms of 40
// terms it joins 127 with their term where plain Snowball joins 148 and these rules 152: it hides
// -ом, -ов, -ах. Urdu: see urdu.h. Other languages: the fold itself.
//
// Threads:  any; each thread remembers the stems of the words it met lately.
std::string Stem(std::string_view fold, RuleSet rules);

// Returns the same, worked out anew.
std::string FreshStem(std::string_view fold, RuleSet rules);

// Returns what Snowball makes of a word as it is. Requires: rules of English or Russian.
std::string Snowball(std::string_view fold, RuleSet rules);

// Returns the word in American spelling.
std::string AmericanSpelling(std::string_view fold);

// Returns whether the last letter of a Russian word is a consonant (й is not counted as one).
bool EndsInRussianConsonant(std::string_view fold);

}  // namespace dragoman
