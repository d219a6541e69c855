// The key by which a name is known in three scripts: Хорев, Khorev and خوریف have one key.
//
// A name is written by ear, each script with its own means: Urdu leaves short vowels out, Russian
// has no h, English writes one sound with four letters. What all three keep is the order of the
// consonants, so the key is a consonant skeleton: letters that stand for one sound in any of the
// scripts are one symbol, and what only some of them write is dropped.
//
//   symbols  P B F K G H S Z T D R L M N, X (sh ш ش), C (ch ч چ), J (j zh ж дж ج ژ); ц is TS and
//            Latin x KS; c is S before e, i, y
//   pairs    kh is H, gh G, ph F, zh and dzh J; an h behind another consonant only breathes
//            (bh бх بھ are B)
//   dropped  vowels (ی ا ع and й among them), signs, and v, w, в, و unless they begin the name,
//            when they are V; a name that begins with a vowel has * there
//   ends     neighbours that are equal count once; then an H, F or V at the end goes: Khorev,
//            Хорев, خوریف and خوریو end in one sound or in none
//
//   Belokrenitsky = Белокреницкий = بیلوکرینتسکی = BLKRNTSK
//   Khalilullah = Халилулла = خلیل اللہ = HL; words are joined without a sign between them
//   China, Китай and چین do not meet, nor do other names that are not taken by ear
//
// One word has a short key that many others have too (HR is also that of here and of ہر), so of
// short keys the sounds, vowels among them, are compared as well.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/model/language.h"

namespace dragoman {

// Keys of at most so many symbols are weak: they say too little by themselves.
inline constexpr size_t kMostWeakNameSymbols = 3;

struct NameKey {
  std::string symbols;  // The key; "" of a text without letters and digits.
  std::string sounds;   // The symbols with what the key drops: vowels as A (a o u) and I (e i y),
                        // v as V, and W for w and و, which are heard as either.

  bool operator==(const NameKey&) const = default;
};

// Returns the key of a name of one or more words in any of the scripts. An English possessive
// counts as the name itself.
//
// Requires: valid UTF-8.
NameKey NameKeyOf(std::string_view text);

// Returns ru, ur or en, whichever is likeliest by the script of the first letter.
Language LanguageByScript(std::string_view text);

// Returns whether a text begins with a letter, and not with a small one where its script has two.
bool BeginsLikeName(std::string_view text);

// Returns the sounds of words at L2, which may be appended to those of other words of the name. (At
// L3 the letter that only breathes, ھ, is the one that is heard, ہ.)
std::string NameSounds(std::string_view words);
// Returns the key of a name by the sounds of its words, one behind the other.
NameKey NameKeyOfSounds(std::string_view sounds);

enum class NameMeeting {
  kNone,
  // Keys of at least 5 symbols that one edit (insert, delete, replace) makes equal, if their
  // SoundDistance is less than the symbols of the shorter one: Palestine and فلسطین, but not
  // Pakistan and Pristina.
  kNear,
  // Equal keys; those of at most 3 symbols if their SoundDistance is at most 2.
  kEqual,
};

// Returns how two names meet.
NameMeeting MeetingOf(const NameKey& a, const NameKey& b);

// Returns how far apart the sounds are: 1 for each vowel or W that one lacks or has another of, 2
// for each other symbol that one lacks, 3 for each other symbol in the place of another, 1 if the
// two are akin (T and D). W is A or V at no cost.
//
// Cost: O(size of a * size of b).
int SoundDistance(const NameKey& a, const NameKey& b);

}  // namespace dragoman
