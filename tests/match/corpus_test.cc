// The promise that nothing at or above the threshold is missed, on real text: 20,000 rows in each
// of three languages, searched for what is in them, for edits of it and for what is not.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "tests/match/brute_force.h"
#include "tests/match/cases.h"
#include "tests/match/random_texts.h"
#include "tests/match/score_oracle.h"

namespace dragoman {
namespace {

constexpr size_t kRows = 20000;
constexpr int kQueries = 201;
constexpr int kWholeQueries = 12;   // Compared with every row; the others with rows of like length.
constexpr int kOracleQueries = 15;  // Whose hits the slow twin scores once more.

using Texts = std::vector<std::string>;

// Returns up to kRows texts of a column, and some of those after them, in `unseen`.
Texts RealTexts(const std::string& file, size_t column, Texts& unseen) {
  Texts texts;
  for (const Row& row : ReadShared("corpus/tico19.tsv")) {
    if (row.size() == 3) texts.push_back(row[file == "en-ur" ? 2 : column]);
  }
  const std::vector<Row> rows = ReadShared(fmt::format("corpus/{}.tsv.xz", file));
  const size_t first = rows.size() / 3;  // Contiguous, so that near-duplicates stay together.
  for (size_t i = first; i < rows.size() && unseen.size() < kRows / 10; ++i) {
    (texts.size() < kRows ? texts : unseen).push_back(rows[i][column]);
  }
  return texts;
}

// Texts of made-up words for when there is no corpus.
Texts MadeTexts(std::mt19937& random, size_t count) {
  Texts texts;
  std::poisson_distribution<int> length(9);
  std::geometric_distribution<int> word(0.02);
  for (size_t i = 0; i < count; ++i) {
    std::string text = "Start";
    for (int words = length(random); words > 0; --words) text += fmt::format(" w{}", word(random));
    texts.push_back(i % 3 == 0 && i > 0 ? texts[i / 2] + " more" : text);
  }
  return texts;
}

Texts Split(const std::string& text) {
  Texts words;
  std::string word;
  for (char c : text + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

// Takes out, puts in or replaces one to three words between spaces; words come from `source`.
std::string Edited(std::mt19937& random, const std::string& text, const std::string& source) {
  Texts words = Split(text);
  const Texts other = Split(source);
  for (uint32_t edits = 1 + random() % 3; edits > 0; --edits) {
    const auto at = words.begin() + static_cast<int64_t>(random() % (words.size() + 1));
    const std::string word = other.empty() ? "word" : other[random() % other.size()];
    if (random() % 3 == 0 || at == words.end()) {
      words.insert(at, word);
    } else if (random() % 2 == 0) {
      *at = word;
    } else {
      words.erase(at);
    }
  }
  std::string edited;
  for (const std::string& word : words) edited += (edited.empty() ? "" : " ") + word;
  return edited;
}

Entries EntriesOf(const Texts& texts, const Language& language) {
  Entries entries;
  for (const std::string& text : texts) {
    Analysis analysis = Analyse(text, language);
    const UnitId unit = entries.size() + 1;
    entries.emplace(unit, KnownEntry{EntryOf(unit, analysis), std::move(analysis)});
  }
  return entries;
}

// Applies the entries in commits of growing size, so that the index has parts of several tiers.
void Fill(const Entries& entries, MatchIndex& index) {
  std::vector<IndexChange> changes;
  size_t commit = 1;
  Revision revision = 0;
  for (const auto& [unit, known] : entries) {
    changes.push_back({.unit = unit, .entry = known.entry});
    if (changes.size() < commit && unit < entries.size()) continue;
    index.Apply(changes, ++revision);
    changes.clear();
    commit = 1 + commit * 3 / 2 % 5000;
  }
}

// The entries whose length alone does not rule out a score of 50: bound 1, plain to see.
Entries OfLikeLength(const Entries& entries, size_t words) {
  Entries like;
  for (const auto& [unit, entry] : entries) {
    const size_t other = entry.analysis.words.size();
    if (2 * std::min(words, other) >= std::max(words, other)) like.emplace(unit, entry);
  }
  return like;
}

std::vector<Hit> AtLeast(std::vector<Hit> hits, int min_score, size_t limit) {
  std::erase_if(hits, [&](const Hit& hit) { return hit.score.score < min_score; });
  if (hits.size() > limit) hits.resize(limit);
  return hits;
}

class Corpus : public ::testing::TestWithParam<std::tuple<const char*, const char*, size_t>> {};

TEST_P(Corpus, SearchEqualsBruteForce) {
  const auto [tag, file, column] = GetParam();
  std::mt19937 random(TestSeed());
  const Language language = LanguageOf(tag);
  Texts unseen;
  Texts texts = RealTexts(file, column, unseen);
  if (unseen.empty()) {
    std::cout << "no shared corpus here: made-up texts instead\n";
    texts = MadeTexts(random, 5000);
    unseen = MadeTexts(random, 100);
  }
  const Entries entries = EntriesOf(texts, language);
  MatchIndex index;
  Fill(entries, index);
  ASSERT_EQ(index.snapshot()->size(), entries.size());

  size_t hit_count = 0;
  for (int i = 0; i < kQueries; ++i) {
    const std::string& known = texts[random() % texts.size()];
    const std::string& other = unseen[random() % unseen.size()];
    const std::string text = i % 3 == 0 ? known : i % 3 == 1 ? Edited(random, known, other) : other;
    const Analysis query = Analyse(text, language);
    SearchOptions options;
    options.min_score = 50;
    options.limit = SIZE_MAX;
    const auto expected = BruteForce(
        i < kWholeQueries ? entries : OfLikeLength(entries, query.words.size()), query, options);
    hit_count += expected.size();
    for (int min_score : {50, 70, 85}) {
      for (size_t limit : {size_t{5}, SIZE_MAX}) {
        options.min_score = min_score;
        options.limit = limit;
        ASSERT_EQ(Show(index.snapshot()->Search(KeysOf(query), options)),
                  Show(AtLeast(expected, min_score, limit)))
            << text << " at " << min_score;
      }
    }
    for (size_t hit = 0; i < kOracleQueries && hit < std::min<size_t>(expected.size(), 200);
         ++hit) {
      ASSERT_EQ(expected[hit].score, OracleScore(query, entries.at(expected[hit].unit).analysis));
    }
  }
  std::cout << entries.size() << " rows, " << kQueries << " queries, " << hit_count
            << " hits of 50 or more\n";
  EXPECT_GT(hit_count, 100u);
}

INSTANTIATE_TEST_SUITE_P(Languages, Corpus,
                         ::testing::Values(std::tuple("en", "en-ru", size_t{0}),
                                           std::tuple("ru", "en-ru", size_t{1}),
                                           std::tuple("ur", "en-ur", size_t{1})),
                         [](const auto& test) { return std::string(std::get<0>(test.param)); });

TEST(CorpusLevels, WordsOfEqualFoldHaveEqualStems) {
  for (const auto& [tag, column] : {std::pair("en", 0), std::pair("ru", 1), std::pair("ur", 2)}) {
    std::map<std::string, std::string> stems;
    for (const Row& row : ReadShared("corpus/tico19.tsv")) {
      for (const Word& word : Analyse(row[static_cast<size_t>(column)], LanguageOf(tag)).words) {
        const auto [at, is_new] = stems.try_emplace(word.fold, word.stem);
        ASSERT_EQ(at->second, word.stem) << word.fold;
      }
    }
  }
}

}  // namespace
}  // namespace dragoman
