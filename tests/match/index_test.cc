#include "server/match/index.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/match/brute_force.h"
#include "tests/match/random_texts.h"

namespace dragoman {
namespace {

constexpr size_t kNoLimit = SIZE_MAX;

int Draw(std::mt19937& random, int size) {
  return std::uniform_int_distribution<int>(0, size - 1)(random);
}

IndexEntry RandomEntry(std::mt19937& random, UnitId unit, const Entries& entries) {
  const RandomTextOptions options{.max_words = 9, .stems = 15};
  IndexEntry entry;
  entry.unit = unit;
  entry.analysis = RandomText(random, options);
  if (!entries.empty() && Draw(random, 3) == 0) {  // Like another one, or the same.
    const Analysis& other =
        std::next(entries.begin(), Draw(random, static_cast<int>(entries.size())))->second.analysis;
    entry.analysis = Draw(random, 2) == 0 ? other : RandomEdit(random, other);
  }
  entry.previous_hash = static_cast<uint64_t>(Draw(random, 3));
  entry.next_hash = static_cast<uint64_t>(Draw(random, 3));
  entry.languages = static_cast<uint64_t>(1 + Draw(random, 7));
  entry.penalty_class = static_cast<uint8_t>(Draw(random, 16));
  return entry;
}

SearchOptions RandomOptions(std::mt19937& random) {
  static const int kScores[] = {1, 30, 50, 70, 85, 99, 100};
  static const size_t kLimits[] = {0, 1, 3, 10, kNoLimit, kNoLimit};
  SearchOptions options;
  options.min_score = kScores[Draw(random, 7)];
  options.limit = kLimits[Draw(random, 6)];
  options.previous_hash = static_cast<uint64_t>(Draw(random, 3));
  options.next_hash = static_cast<uint64_t>(Draw(random, 3));
  if (Draw(random, 3) == 0) options.languages = static_cast<uint64_t>(1 + Draw(random, 7));
  if (Draw(random, 2) == 0) {
    for (uint8_t& penalty : options.penalties) penalty = static_cast<uint8_t>(Draw(random, 20));
  }
  return options;
}

// An index and what it should hold.
struct Pair {
  MatchIndex index;
  Entries entries;
  Revision revision = 0;

  void Apply(const std::vector<IndexChange>& changes) {
    index.Apply(changes, ++revision);
    for (const IndexChange& change : changes) {
      entries.erase(change.unit);
      if (change.entry) entries[change.unit] = *change.entry;
    }
  }
};

IndexChange RandomChange(std::mt19937& random, const Entries& entries, UnitId units) {
  const auto unit = static_cast<UnitId>(1 + Draw(random, static_cast<int>(units)));
  if (Draw(random, 4) == 0) return {.unit = unit, .entry = std::nullopt};
  return {.unit = unit, .entry = RandomEntry(random, unit, entries)};
}

void ExpectSearchesAgree(std::mt19937& random, const IndexSnapshot& snapshot,
                         const Entries& entries) {
  ASSERT_EQ(snapshot.size(), entries.size());
  const Analysis query = RandomEntry(random, 0, entries).analysis;
  const SearchOptions options = RandomOptions(random);
  ASSERT_EQ(Show(snapshot.Search(query, options)), Show(BruteForce(entries, query, options)))
      << query.exact_key << " at " << options.min_score << " limit " << options.limit;
  ASSERT_EQ(snapshot.Exact(query), BruteForceExact(entries, query)) << query.exact_key;
}

TEST(MatchIndex, EqualsBruteForceThroughRandomChanges) {
  std::mt19937 random(TestSeed());
  Pair pair;
  for (int step = 0; step < 300; ++step) {
    std::vector<IndexChange> changes;
    // Mostly small commits, now and then a large one: parts of all tiers, merged in all ways.
    for (int i = Draw(random, 20) == 0 ? 300 : Draw(random, 4); i > 0; --i) {
      changes.push_back(RandomChange(random, pair.entries, 1500));
    }
    pair.Apply(changes);
    ASSERT_EQ(pair.index.snapshot()->revision(), pair.revision);
    for (int i = 0; i < 5; ++i) {
      ExpectSearchesAgree(random, *pair.index.snapshot(), pair.entries);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(MatchIndex, EqualsBruteForceWhenUnitsComeAndGoOneByOne) {
  std::mt19937 random(TestSeed());
  Pair pair;
  for (int step = 0; step < 1200; ++step) {
    pair.Apply({RandomChange(random, pair.entries, 60)});
    ExpectSearchesAgree(random, *pair.index.snapshot(), pair.entries);
    if (HasFatalFailure()) return;
  }
}

TEST(MatchIndex, EqualsBruteForceOnLongTexts) {
  std::mt19937 random(TestSeed());
  const RandomTextOptions options{.min_words = 50, .max_words = 400, .stems = 100};
  Pair pair;
  std::vector<IndexChange> changes;
  for (UnitId unit = 1; unit <= 60; ++unit) {
    IndexEntry entry;
    entry.unit = unit;
    entry.analysis = unit % 3 == 0 ? RandomEdit(random, changes.back().entry->analysis)
                                   : RandomText(random, options);
    changes.push_back({.unit = unit, .entry = entry});
  }
  pair.Apply(changes);
  for (const auto& [unit, entry] : pair.entries) {
    const Analysis query = RandomEdit(random, entry.analysis);
    SearchOptions all;
    all.min_score = 30;
    all.limit = kNoLimit;
    ASSERT_EQ(Show(pair.index.snapshot()->Search(query, all)),
              Show(BruteForce(pair.entries, query, all)));
  }
}

TEST(MatchIndex, SnapshotsDoNotChange) {
  std::mt19937 random(TestSeed());
  Pair pair;
  for (int round = 0; round < 20; ++round) {
    const auto snapshot = pair.index.snapshot();
    const Entries entries = pair.entries;
    for (int i = 0; i < 30; ++i) pair.Apply({RandomChange(random, pair.entries, 100)});
    for (int i = 0; i < 10; ++i) {
      ExpectSearchesAgree(random, *snapshot, entries);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(MatchIndex, TheLastChangeOfAUnitInOneCommitCounts) {
  IndexEntry first;
  first.unit = 7;
  first.analysis = Compose({MakeWord(1)}, {}, {});
  IndexEntry second = first;
  second.analysis = Compose({MakeWord(2)}, {}, {});
  MatchIndex index;
  index.Apply(std::vector<IndexChange>{{7, first}, {7, second}, {8, std::nullopt}}, 1);
  EXPECT_EQ(index.snapshot()->Exact(second.analysis), std::vector<UnitId>{7});
  EXPECT_TRUE(index.snapshot()->Exact(first.analysis).empty());
  index.Apply(std::vector<IndexChange>{{7, first}, {7, std::nullopt}}, 2);
  EXPECT_EQ(index.snapshot()->size(), 0u);
}

TEST(MatchIndex, InContextComesBeforeNewer) {
  IndexEntry old_one;
  old_one.unit = 1;
  old_one.analysis = Compose({MakeWord(1)}, {}, {});
  old_one.previous_hash = 5;
  IndexEntry new_one = old_one;
  new_one.unit = 2;
  new_one.previous_hash = 6;
  MatchIndex index;
  index.Apply(std::vector<IndexChange>{{1, old_one}, {2, new_one}}, 1);
  SearchOptions options;
  options.previous_hash = 5;
  options.next_hash = 9;  // Unknown to the entries: says nothing against them.
  const auto hits = index.snapshot()->Search(old_one.analysis, options);
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(hits[0].unit, 1u);
  EXPECT_TRUE(hits[0].in_context);
  EXPECT_FALSE(hits[1].in_context);
}

TEST(MatchIndex, ACancelledSearchStops) {
  std::mt19937 random(TestSeed());
  Pair pair;
  for (int i = 0; i < 50; ++i) pair.Apply({RandomChange(random, pair.entries, 50)});
  SearchOptions options;
  options.min_score = 1;
  options.limit = kNoLimit;
  int asked = 0;
  options.cancelled = [&asked] { return ++asked > 0; };
  const Analysis unseen = Compose({MakeWord(1), MakeWord(777)}, {}, {});
  EXPECT_TRUE(pair.index.snapshot()->Search(unseen, options).empty());
  EXPECT_EQ(asked, 1);
}

TEST(MatchIndex, ReadersAndWritersAtOnce) {
  MatchIndex index;
  std::atomic<bool> done = false;
  std::thread writer([&] {
    std::mt19937 random(1);
    for (Revision revision = 1; revision <= 400; ++revision) {
      index.Apply(std::vector<IndexChange>{RandomChange(random, {}, 200)}, revision);
    }
    done = true;
  });
  std::vector<std::thread> readers;
  for (uint32_t reader = 0; reader < 2; ++reader) {
    readers.emplace_back([&, reader] {
      std::mt19937 random(reader);
      Revision last = 0;
      while (!done) {
        const auto snapshot = index.snapshot();
        EXPECT_GE(snapshot->revision(), last);
        last = snapshot->revision();
        SearchOptions options;
        options.min_score = 100;
        const Analysis query = RandomEntry(random, 0, {}).analysis;
        options.limit = kNoLimit;
        EXPECT_EQ(snapshot->Search(query, options).size(), snapshot->Exact(query).size());
      }
    });
  }
  writer.join();
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(index.snapshot()->revision(), 400u);
}

}  // namespace
}  // namespace dragoman
