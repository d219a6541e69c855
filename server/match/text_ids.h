// Numbering of the strings of an analysis: by a local table when two texts are compared directly.
#pragma once

#include <string>

#include "server/match/word_ids.h"
#include "server/text/analysis.h"

namespace dragoman {

// Returns what tells codes apart, their place left out: kind and content.
std::string CodeKey(const Code& code);

// Returns the numbers of an analysis: `stem_number(string)` gives those of stems,
// `string_number(string)` those of all other strings.
template <typename StemNumber, typename StringNumber>
TextIds NumberText(const Analysis& analysis, StemNumber stem_number, StringNumber string_number) {
  TextIds ids;
  ids.words.reserve(analysis.words.size());
  for (const Word& word : analysis.words) {
    ids.words.push_back({.stem = stem_number(word.stem),
                         .fold = string_number(word.fold),
                         .form = string_number(word.form),
                         .value = word.is_number() ? string_number(word.value) : kNotNumber});
  }
  for (const Mark& mark : analysis.marks) ids.marks.push_back(string_number(mark.text));
  for (const Code& code : analysis.codes) ids.codes.push_back(string_number(CodeKey(code)));
  return ids;
}

// Two analyses numbered by one table.
struct TextPair {
  TextIds query;
  TextIds stored;
};
TextPair NumberPair(const Analysis& query, const Analysis& stored);

}  // namespace dragoman
