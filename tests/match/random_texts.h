// Random analyses with the relations between levels that real ones have: equal forms have equal
// folds, equal folds equal stems, equal exact keys equal words. Small vocabularies, so that texts
// resemble each other.
#pragma once

#include <random>

#include "server/text/analysis.h"
#include "tests/random.h"

namespace dragoman {

struct RandomTextOptions {
  size_t min_words = 0;
  size_t max_words = 12;
  int stems = 12;             // Size of the vocabulary.
  double number_share = 0.1;  // Of the words.
  double code_share = 0.1;    // Texts with codes.
};

// Returns the analysis of a text of words ("s3e1", with "^" for another form), numbers ("7", also
// written "07"), marks and codes, each set off by a space. Ranges point into `text` when given.
Analysis RandomText(std::mt19937& random, const RandomTextOptions& options,
                    std::string* text = nullptr);

// Returns a text a few random edits away from `text`.
Analysis RandomEdit(std::mt19937& random, const Analysis& text);

// Puts together the analysis of words, marks (after the word of the number given) and codes.
struct PlacedMark {
  size_t after_words = 0;
  std::string text;
};
Analysis Compose(std::vector<Word> words, const std::vector<PlacedMark>& marks,
                 std::vector<Code> codes, std::string* text = nullptr);

// Returns the word of a stem, an ending and a form variant.
Word MakeWord(int stem, int ending = 0, bool other_form = false);
Word MakeNumber(int value, bool other_form = false);

// Returns a number in [0, size); size is at least 1.
size_t Draw(std::mt19937& random, size_t size);

}  // namespace dragoman
