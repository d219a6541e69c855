#include "server/match/fragments.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "tests/match/brute_force.h"
#include "tests/match/cases.h"
#include "tests/match/random_texts.h"

namespace dragoman {
namespace {

std::string Show(const std::vector<Fragment>& fragments) {
  std::string text;
  for (const Fragment& one : fragments) {
    text += fmt::format("{}: {} words from {} and {}, -{} {}{}{} {}\n", one.unit, one.words,
                        one.query_begin, one.stored_begin, one.penalty, one.same_document,
                        one.same_domain, one.reviewed, one.changed_seconds);
  }
  return text;
}

// The slow twin: each run of the query sought at each place of each text.
Fragment LongestRun(const Analysis& query, const Analysis& stored) {
  const auto stands = [&](size_t words, size_t i, size_t j) {
    if (i + words > query.words.size() || j + words > stored.words.size()) return false;
    for (size_t k = 0; k < words; ++k) {
      if (query.words[i + k].stem != stored.words[j + k].stem) return false;
    }
    return true;
  };
  for (size_t words = std::min(query.words.size(), stored.words.size()); words > 0; --words) {
    for (size_t i = 0; i < query.words.size(); ++i) {
      for (size_t j = 0; j < stored.words.size(); ++j) {
        if (stands(words, i, j)) return {.words = words, .query_begin = i, .stored_begin = j};
      }
    }
  }
  return {};
}

// What makes a run count, as people say it.
bool Counts(size_t words, size_t query, size_t stored) {
  const bool whole_stored = words == stored && stored >= 2 && stored <= 4;
  const bool whole_query = words == query && query >= 2 && query <= 4;
  return words >= 5 || whole_stored || whole_query;
}

std::vector<Fragment> BruteForceFragments(const Entries& entries, const Analysis& query,
                                          const SearchOptions& options) {
  std::vector<Fragment> fragments;
  for (const auto& [unit, known] : entries) {
    const IndexEntry& entry = known.entry;
    const bool any_language = options.languages == ~uint64_t{0};
    if (!any_language && (entry.languages & options.languages) == 0) continue;
    Fragment one = LongestRun(query, known.analysis);
    if (!Counts(one.words, query.words.size(), known.analysis.words.size())) continue;
    if (ScoreOf(query, known.analysis).score >= options.min_score) continue;
    one.unit = unit;
    one.penalty = options.penalties[entry.penalty_class];
    one.same_document = entry.document_hash != 0 && entry.document_hash == options.document_hash;
    one.same_domain = entry.domain_hash != 0 && entry.domain_hash == options.domain_hash;
    one.reviewed = (options.reviewed_classes & (1U << entry.penalty_class)) != 0;
    one.changed_seconds = entry.changed_seconds;
    fragments.push_back(one);
  }
  std::sort(fragments.begin(), fragments.end(), [](const Fragment& a, const Fragment& b) {
    if (a.words != b.words) return a.words > b.words;
    if (a.penalty != b.penalty) return a.penalty < b.penalty;
    if (a.same_document != b.same_document) return a.same_document;
    if (a.same_domain != b.same_domain) return a.same_domain;
    if (a.reviewed != b.reviewed) return a.reviewed;
    if (a.changed_seconds != b.changed_seconds) return a.changed_seconds > b.changed_seconds;
    return a.unit > b.unit;
  });
  if (fragments.size() > options.limit) fragments.resize(options.limit);
  return fragments;
}

SearchOptions RandomFragmentOptions(std::mt19937& random) {
  static const int kScores[] = {1, 50, 70, 90, 100, 100};
  SearchOptions options;
  options.min_score = kScores[Draw(random, 6)];
  options.limit = Draw(random, 2) == 0 ? Draw(random, 4) : SIZE_MAX;
  options.document_hash = static_cast<uint32_t>(Draw(random, 3));
  options.domain_hash = static_cast<uint32_t>(Draw(random, 3));
  options.reviewed_classes = static_cast<uint16_t>(random());
  if (Draw(random, 3) == 0) options.languages = 1 + Draw(random, 7);
  for (uint8_t& penalty : options.penalties) penalty = static_cast<uint8_t>(Draw(random, 3));
  return options;
}

TEST(Fragments, EqualBruteForceThroughRandomChanges) {
  std::mt19937 random(TestSeed());
  MatchIndex index;
  Entries entries;
  size_t found = 0;
  for (Revision revision = 1; revision <= 300; ++revision) {
    std::vector<IndexChange> changes;
    for (size_t i = Draw(random, 20) == 0 ? 200 : Draw(random, 4); i > 0; --i) {
      const UnitId unit = 1 + Draw(random, 400);
      entries.erase(unit);
      changes.push_back({.unit = unit, .entry = std::nullopt});
      if (Draw(random, 4) == 0) continue;
      Analysis text = RandomText(random, {.max_words = 12, .stems = 4});
      IndexEntry entry = EntryOf(unit, text);
      entry.languages = 1 + Draw(random, 7);
      entry.penalty_class = static_cast<uint8_t>(Draw(random, 16));
      entry.document_hash = static_cast<uint32_t>(Draw(random, 3));
      entry.domain_hash = static_cast<uint32_t>(Draw(random, 3));
      entry.changed_seconds = 1'700'000'000 + Draw(random, 2) * 70'000;
      changes.back().entry = entry;
      entries[unit] = {std::move(entry), std::move(text)};
    }
    index.Apply(changes, revision);
    for (int i = 0; i < 5; ++i) {
      const Analysis query = RandomText(random, {.max_words = 14, .stems = 4});
      const SearchOptions options = RandomFragmentOptions(random);
      const auto expected = BruteForceFragments(entries, query, options);
      ASSERT_EQ(Show(FindFragments(*index.snapshot(), KeysOf(query), options)), Show(expected))
          << query.exact_key;
      found += expected.size();
    }
  }
  EXPECT_GT(found, 1000u);
}

TEST(Fragments, EqualBruteForceOnRealText) {
  for (const auto& [tag, column] :
       {std::pair("en", size_t{0}), std::pair("ru", size_t{1}), std::pair("ur", size_t{2})}) {
    Entries entries;
    std::vector<IndexChange> changes;
    std::vector<Analysis> queries;
    for (const Row& row : ReadShared("corpus/tico19.tsv")) {
      Analysis text = Analyse(row[column], LanguageOf(tag));
      const UnitId unit = entries.size() + 1;
      if (unit % 150 == 0) queries.push_back(text);
      // A few words of each sentence stand for short segments.
      if (unit % 3 == 0 && text.words.size() > 8) {
        text = Compose({text.words.begin() + 2, text.words.begin() + 4 + unit % 4}, {}, {});
      }
      changes.push_back({.unit = unit, .entry = EntryOf(unit, text)});
      entries[unit] = {*changes.back().entry, std::move(text)};
    }
    MatchIndex index;
    index.Apply(changes, 1);
    SearchOptions options;
    options.limit = SIZE_MAX;
    for (const Analysis& query : queries) {
      ASSERT_EQ(Show(FindFragments(*index.snapshot(), KeysOf(query), options)),
                Show(BruteForceFragments(entries, query, options)))
          << query.exact_key;
    }
  }
}

TEST(Fragments, AreWholeTextsAndLongRuns) {
  const auto words_of = [](const char* query, const char* stored) {
    MatchIndex index;
    const Language en = LanguageOf("en");
    index.Apply(std::vector<IndexChange>{{1, EntryOf(1, Analyse(stored, en))}}, 1);
    const auto found = FindFragments(*index.snapshot(), KeysOf(Analyse(query, en)), {});
    return found.empty() ? 0 : found[0].words;
  };
  EXPECT_EQ(words_of("the text of the peace treaty", "Peace treaties"), 2u);
  EXPECT_EQ(words_of("peace treaty", "They signed a peace treaty in May."), 2u);
  EXPECT_EQ(words_of("the text of the peace treaty", "He read the text of the letter"), 0u);
  EXPECT_EQ(words_of("treaty", "They signed a treaty in May."), 0u);
  EXPECT_EQ(words_of("a b c d e f g h i", "x b c d e f y z k l m n"), 5u);
  EXPECT_EQ(words_of("They sign a peace treaty.", "They sign a peace treaty"), 0u);  // A match.
}

}  // namespace
}  // namespace dragoman
