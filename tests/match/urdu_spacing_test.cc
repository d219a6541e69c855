// Urdu expressions that are written with or without a space: what score their sentences get.
#include <absl/strings/str_replace.h>
#include <absl/strings/str_split.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iostream>

#include "server/match/score.h"

namespace dragoman {
namespace {

using Texts = std::vector<std::string>;

// Returns the sentence of each line in each of its spellings.
std::vector<Texts> Sentences() {
  std::vector<Texts> sentences;
  std::ifstream file(DRAGOMAN_SOURCE_DIR "/tests/match/data/ur_spacing.tsv");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const Texts fields = absl::StrSplit(absl::StrReplaceAll(line, {{"_", "\u200C"}}), '\t');
    Texts& spelled = sentences.emplace_back();
    for (size_t i = 1; i < fields.size(); ++i) {
      spelled.push_back(absl::StrReplaceAll(fields[0], {{"~", fields[i]}}));
    }
  }
  return sentences;
}

int ScoreOfTexts(const std::string& one, const std::string& other) {
  const Language ur = Language::Parse("ur").value();
  return ScoreOf(Analyse(one, ur), Analyse(other, ur)).score;
}

TEST(UrduSpacing, SpellingsScore95OrMoreAgainstEachOther) {
  size_t pairs = 0;
  int least = 100;
  for (const Texts& spelled : Sentences()) {
    for (size_t i = 0; i < spelled.size(); ++i) {
      for (size_t j = i + 1; j < spelled.size(); ++j, ++pairs) {
        const int score = ScoreOfTexts(spelled[i], spelled[j]);
        least = std::min(least, score);
        EXPECT_GE(score, 95) << spelled[i] << " | " << spelled[j];
        EXPECT_EQ(score, ScoreOfTexts(spelled[j], spelled[i]));
      }
    }
  }
  std::cout << pairs << " pairs, least score " << least << "\n";
  EXPECT_GE(pairs, 80U);
}

}  // namespace
}  // namespace dragoman
