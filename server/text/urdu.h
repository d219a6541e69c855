// Urdu words: compounds are written with or without a space, postpositions are fused or apart, and
// no stemming library knows the language. Everything here works on L3.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

// Returns the words that a fused spelling stands for ("کیلیے" → "کے", "لیے"); empty for all others.
const std::vector<std::string>& UrduParts(std::string_view fold);

// Returns whether a space between two words is a matter of taste: "سفارت کاری", "غیر قانونی".
bool UrduClosesUp(std::string_view first, std::string_view second);

// Returns the stem by a light stemmer: broken plurals by list, plural and oblique endings by rule
// (rules/ur_plurals.tsv; held out on 20,109 noun forms it joins 78 % with their lemma).
std::string UrduStem(std::string_view fold);

}  // namespace dragoman
