// Urdu words: compounds are written with or without a space, postpositions are fused or apart, and
// no stemming library knows the language. Everything here works on L3.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

// Returns the words that a fused spelling stands for: by list ("کیلیے" → "کے", "لیے"; "کرسکتا" →
// "کر", "سکتا"), and whatever the words by the letters that only end words ("کےساتہ" → "کے",
// "ساتہ"). Empty for all others.
std::vector<std::string> UrduParts(std::string_view fold);

// Whether a space between two words is a matter of taste, so that they count as one word. What
// follows from the two words alone, so that score, search and recognition see the same words.
enum class UrduJoin : uint8_t {
  kNone = 0,
  kLoose = 1,  // By an affix ("سفارت کاری", "غیر قانونی"), unless the second word joins firmly with
               // the one behind it ("مطابق دار الحکومت").
  kFirm = 2,  // These two words ("وزیر اعظم"), or an Arabic construct ("بین الاقوامی").
};
UrduJoin UrduJoinOf(std::string_view first, std::string_view second);

// Returns the one word of two that join: "سفارتکاری", "غیرقانونی"; of "بے" and "روزگار",
// "بیروزگار".
std::string UrduClosedUp(std::string_view first, std::string_view second);

// Returns the stem by a light stemmer: broken plurals by list, plural and oblique endings by rule
// (rules/ur_plurals.tsv; held out on 20,109 noun forms it joins 78 % with their lemma).
std::string UrduStem(std::string_view fold);

}  // namespace dragoman
