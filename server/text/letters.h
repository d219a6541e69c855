// The letter tables of the levels (see normalise.h): which code points count as one.
#pragma once

namespace dragoman {

inline constexpr char32_t kNothing = 0;  // The character is dropped.
inline constexpr char32_t kTatweel = 0x640;
inline constexpr char32_t kHamzaAbove = 0x654;
inline constexpr char32_t kHeh = 0x6C1;
inline constexpr char32_t kHehWithHamza = 0x6C2;
inline constexpr char32_t kYeh = 0x6CC;
inline constexpr char32_t kYehWithHamza = 0x626;
inline constexpr char32_t kYehBarree = 0x6D2;
inline constexpr char32_t kYehBarreeWithHamza = 0x6D3;

// L2 of Urdu: returns the Urdu letter or digit for an Arabic one.
char32_t UrduLetter(char32_t c);

// L3 of every language: one character for the many quotes, apostrophes and dashes.
char32_t FoldedPunctuation(char32_t c);
// L3 of Russian: ё and letters with stress marks.
char32_t FoldedRussian(char32_t c);
// L3 of Urdu: vowel marks, hamza, letters that are written either way.
char32_t FoldedUrdu(char32_t c);

// The punctuation signature: returns the mark that stands for a mark at L3, so that full stops,
// commas and question marks of all scripts are one.
char32_t SignatureMark(char32_t c);

}  // namespace dragoman
