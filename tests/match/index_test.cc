#include "server/match/index.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "tests/match/brute_force.h"
#include "tests/match/random_texts.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::Field;

constexpr size_t kNoLimit = SIZE_MAX;

KnownEntry Known(UnitId unit, const Analysis& analysis) {
  return {.entry = EntryOf(unit, analysis), .analysis = analysis};
}

Analysis RandomAnalysis(std::mt19937& random, const Entries& entries) {
  const RandomTextOptions options{.max_words = 9, .stems = 15};
  if (entries.empty() || Draw(random, 3) != 0) return RandomText(random, options);
  const Analysis& other =  // Like another one, or the same.
      std::next(entries.begin(), Draw(random, entries.size()))->second.analysis;
  return Draw(random, 2) == 0 ? other : RandomEdit(random, other);
}

KnownEntry RandomEntry(std::mt19937& random, UnitId unit, const Entries& entries) {
  KnownEntry known = Known(unit, RandomAnalysis(random, entries));
  IndexEntry& entry = known.entry;
  entry.previous_hash = Draw(random, 3);
  entry.next_hash = Draw(random, 3);
  entry.languages = 1 + Draw(random, 7);
  entry.penalty_class = static_cast<uint8_t>(Draw(random, 16));
  entry.document_hash = static_cast<uint32_t>(Draw(random, 3));
  entry.domain_hash = static_cast<uint32_t>(Draw(random, 3));
  entry.changed_seconds = 1'700'000'000 + Draw(random, 2) * 70'000;
  return known;
}

SearchOptions RandomOptions(std::mt19937& random) {
  static const int kScores[] = {1, 30, 50, 70, 85, 99, 100};
  static const size_t kLimits[] = {0, 1, 3, 10, kNoLimit, kNoLimit};
  SearchOptions options;
  options.min_score = kScores[Draw(random, 7)];
  options.limit = kLimits[Draw(random, 6)];
  options.previous_hash = Draw(random, 3);
  options.next_hash = Draw(random, 3);
  options.document_hash = static_cast<uint32_t>(Draw(random, 3));
  options.domain_hash = static_cast<uint32_t>(Draw(random, 3));
  options.reviewed_classes = static_cast<uint16_t>(random());
  if (Draw(random, 3) == 0) options.languages = 1 + Draw(random, 7);
  if (Draw(random, 2) == 0) {
    for (uint8_t& penalty : options.penalties) penalty = static_cast<uint8_t>(Draw(random, 20));
  }
  return options;
}

// A change and the text of its entry.
struct KnownChange {
  IndexChange change;
  Analysis analysis;
};

KnownChange Set(KnownEntry known) {
  return {{known.entry.unit, std::move(known.entry)}, std::move(known.analysis)};
}

void Apply(const std::vector<KnownChange>& changes, Revision revision, MatchIndex& index) {
  std::vector<IndexChange> bare;
  for (const KnownChange& known : changes) bare.push_back(known.change);
  index.Apply(bare, revision);
}

// An index and what it should hold.
struct Pair {
  MatchIndex index;
  Entries entries;
  Revision revision = 0;

  void Apply(const std::vector<KnownChange>& changes) {
    dragoman::Apply(changes, ++revision, index);
    Note(changes);
  }
  void Note(const std::vector<KnownChange>& changes) {
    for (const auto& [change, analysis] : changes) {
      entries.erase(change.unit);
      if (change.entry) entries[change.unit] = {*change.entry, analysis};
    }
  }
};

KnownChange RandomChange(std::mt19937& random, const Entries& entries, UnitId units) {
  const UnitId unit = 1 + Draw(random, units);
  if (Draw(random, 4) == 0) return {{.unit = unit, .entry = std::nullopt}, {}};
  return Set(RandomEntry(random, unit, entries));
}

void ExpectSearchAgrees(const IndexSnapshot& snapshot, const Entries& entries,
                        const Analysis& query, const SearchOptions& options) {
  ASSERT_EQ(Show(snapshot.Search(KeysOf(query), options)),
            Show(BruteForce(entries, query, options)))
      << query.exact_key << " at " << options.min_score << " limit " << options.limit;
  ASSERT_EQ(snapshot.Exact(KeysOf(query)), BruteForceExact(entries, query)) << query.exact_key;
}

void ExpectSearchesAgree(std::mt19937& random, const IndexSnapshot& snapshot,
                         const Entries& entries) {
  ASSERT_EQ(snapshot.size(), entries.size());
  const Analysis query = RandomAnalysis(random, entries);
  ExpectSearchAgrees(snapshot, entries, query, RandomOptions(random));
}

TEST(MatchIndex, EqualsBruteForceThroughRandomChanges) {
  std::mt19937 random(TestSeed());
  Pair pair;
  for (int step = 0; step < 300; ++step) {
    std::vector<KnownChange> changes;
    // Mostly small commits, now and then a large one: parts of all tiers, merged in all ways.
    for (size_t i = Draw(random, 20) == 0 ? 300 : Draw(random, 4); i > 0; --i) {
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

TEST(MatchIndex, EqualsBruteForceForShortQueriesAmongMany) {
  std::mt19937 random(TestSeed());
  const RandomTextOptions options{.min_words = 1, .max_words = 4, .stems = 12};
  Pair pair;
  std::vector<KnownChange> changes;
  for (UnitId unit = 1; unit <= 3000; ++unit) {
    KnownEntry known = Known(unit, RandomText(random, options));
    known.entry.languages = 1 + Draw(random, 7);
    known.entry.penalty_class = static_cast<uint8_t>(Draw(random, 16));
    known.entry.changed_seconds = 1'700'000'000 + Draw(random, 3) * 70'000;
    changes.push_back(Set(std::move(known)));
  }
  pair.Apply(changes);
  for (int i = 0; i < 400; ++i) {
    const Analysis query = RandomText(random, options);
    SearchOptions search = RandomOptions(random);
    search.min_score = 20 + static_cast<int>(Draw(random, 60));
    ExpectSearchAgrees(*pair.index.snapshot(), pair.entries, query, search);
    if (HasFatalFailure()) return;
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
  std::vector<KnownChange> changes;
  for (UnitId unit = 1; unit <= 60; ++unit) {
    changes.push_back(Set(Known(unit, unit % 3 == 0 ? RandomEdit(random, changes.back().analysis)
                                                    : RandomText(random, options))));
  }
  pair.Apply(changes);
  for (const auto& [unit, entry] : pair.entries) {
    const Analysis query = RandomEdit(random, entry.analysis);
    SearchOptions all;
    all.min_score = 30;
    all.limit = kNoLimit;
    ExpectSearchAgrees(*pair.index.snapshot(), pair.entries, query, all);
    if (HasFatalFailure()) return;
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
  const IndexEntry first = EntryOf(7, Compose({MakeWord(1)}, {}, {}));
  const IndexEntry second = EntryOf(7, Compose({MakeWord(2)}, {}, {}));
  MatchIndex index;
  index.Apply(std::vector<IndexChange>{{7, first}, {7, second}, {8, std::nullopt}}, 1);
  EXPECT_THAT(index.snapshot()->Exact(second.keys), ElementsAre(Field(&ExactHit::unit, 7)));
  EXPECT_TRUE(index.snapshot()->Exact(first.keys).empty());
  index.Apply(std::vector<IndexChange>{{7, first}, {7, std::nullopt}}, 2);
  EXPECT_EQ(index.snapshot()->size(), 0u);
}

TEST(MatchIndex, InContextComesBeforeNewer) {
  IndexEntry old_one = EntryOf(1, Compose({MakeWord(1)}, {}, {}));
  old_one.previous_hash = 5;
  IndexEntry new_one = old_one;
  new_one.unit = 2;
  new_one.previous_hash = 6;
  MatchIndex index;
  index.Apply(std::vector<IndexChange>{{1, old_one}, {2, new_one}}, 1);
  SearchOptions options;
  options.previous_hash = 5;
  options.next_hash = 9;  // Unknown to the entries: says nothing against them.
  const auto hits = index.snapshot()->Search(old_one.keys, options);
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(hits[0].unit, 1u);
  EXPECT_TRUE(hits[0].in_context);
  EXPECT_FALSE(hits[1].in_context);
}

// Returns the merged part of some neighbours, chosen at random.
PartMerge BeginRandomMerge(std::mt19937& random, MatchIndex& index) {
  const auto merge = index.BeginMerge([&](std::span<const LivePart> parts) {
    if (parts.empty()) return NumberRange{};
    const auto begin = static_cast<uint32_t>(Draw(random, parts.size()));
    const size_t rest = parts.size() - begin;
    return NumberRange{begin, begin + 1 + static_cast<uint32_t>(Draw(random, rest))};
  });
  return merge.value_or(PartMerge{});
}

TEST(MatchIndex, EqualsBruteForceWhileMergesRun) {
  std::mt19937 random(TestSeed());
  Pair pair;
  for (int round = 0; round < 150; ++round) {
    for (size_t i = Draw(random, 8); i > 0; --i) {
      pair.Apply({RandomChange(random, pair.entries, 80), RandomChange(random, pair.entries, 80)});
    }
    const PartMerge merge = BeginRandomMerge(random, pair.index);
    if (merge.sources.empty()) continue;
    auto merged = std::make_shared<IndexPart>(ImageInMemory(MergedImage(merge.sources)));
    // Commits go on between the beginning and the end of a merge.
    for (size_t i = Draw(random, 8); i > 0; --i)
      pair.Apply({RandomChange(random, pair.entries, 80)});
    pair.index.EndMerge(merge, Draw(random, 5) == 0 ? nullptr : merged);
    for (int i = 0; i < 5; ++i) {
      ExpectSearchesAgree(random, *pair.index.snapshot(), pair.entries);
      if (HasFatalFailure()) return;
    }
  }
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
  EXPECT_TRUE(pair.index.snapshot()->Search(KeysOf(unseen), options).empty());
  EXPECT_EQ(asked, 1);
}

TEST(MatchIndex, ReadersAndWritersAtOnce) {
  MatchIndex index;
  std::atomic<bool> done = false;
  std::thread writer([&] {
    std::mt19937 random(1);
    for (Revision revision = 1; revision <= 400; ++revision) {
      Apply({RandomChange(random, {}, 200)}, revision, index);
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
        const TextKeys query = KeysOf(RandomAnalysis(random, {}));
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
