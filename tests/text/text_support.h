// Case files, languages and random texts for the tests of this folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/model/language.h"
#include "server/text/normalise.h"
#include "tests/random.h"

namespace dragoman {

// One line of a case file.
struct CaseRow {
  int line = 0;
  std::vector<std::string> fields;
};

// Returns the lines of a file of data/, empty ones and "#" comments left out. "\u{301}" in a field
// stands for that character. A missing file or a line of other than `columns` fields fails the
// test.
std::vector<CaseRow> ReadCases(const std::string& name, size_t columns);

// Returns the lines of a file of the shared data, fields parted by `separator` and trimmed; empty
// when there is no such file.
std::vector<std::vector<std::string>> ReadShared(const std::string& name, char separator);

// Returns the rows of the project's sample memory, its header too: English, Russian, Urdu.
std::vector<std::vector<std::string>> SampleTexts();

// Returns texts of translators in English, Russian and Urdu: a shared corpus and the sample memory.
std::vector<std::vector<std::string>> RealTexts();

inline constexpr RuleSet kAllRules[] = {RuleSet::kGeneric, RuleSet::kEnglish, RuleSet::kRussian,
                                        RuleSet::kUrdu};

Language LanguageOf(std::string_view tag);
RuleSet RulesOf(std::string_view tag);

// Returns a character as UTF-8.
std::string Utf8(char32_t c);

// Returns the folds, stems or number values of a text's words, joined by '|'.
std::string FoldsOf(std::string_view text, std::string_view tag);
std::string StemsOf(std::string_view text, std::string_view tag);
std::string ValuesOf(std::string_view text, std::string_view tag);

// Returns L3 of a text that is at no level yet.
std::string Folded(std::string_view text, RuleSet rules);

// Returns a text of up to `characters` drawn from what makes levels hard: letters of three scripts,
// marks that compose or reorder, invisible characters, spaces, digits, presentation forms, and a
// few from anywhere.
std::string RandomText(TestRandom& random, size_t characters);

}  // namespace dragoman
