// What every back end must do; each test runs over each of them.
#include <absl/synchronization/mutex.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "server/store/commit_rules.h"
#include "tests/status_matchers.h"
#include "tests/store/backends.h"
#include "tests/store/temp_folder.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

class StoreTest : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override { Open(kStoreLimits); }

  void Open(const StoreLimits& limits) {
    const std::string folder = folder_.Child(fmt::format("store{}", ++opened_));
    ASSERT_OK_AND_ASSIGN(store_, GetParam().open(limits, folder));
  }

  // Commits at the shard's present revision.
  StatusOr<Revision> Write(std::string_view shard, const Batch& batch) {
    ASSIGN_OR_RETURN(const Revision head, store_->Head(shard));
    return store_->Commit(shard, head, batch);
  }

  StatusOr<std::vector<std::string>> KeysOf(std::string_view shard, const KeyRange& range = {}) {
    ASSIGN_OR_RETURN(const ScanPage page, store_->Scan(shard, range, 1000));
    std::vector<std::string> keys;
    for (const KeyValue& item : page.items) keys.push_back(item.key);
    return keys;
  }

  TempFolder folder_;
  int opened_ = 0;
  std::unique_ptr<Store> store_;
};

INSTANTIATE_TEST_SUITE_P(Backends, StoreTest, testing::Values(kMemoryBackend, kRocksdbBackend),
                         [](const auto& test) { return std::string(test.param.name); });

TEST_P(StoreTest, ShardNeverWrittenIsEmptyAtRevisionZero) {
  EXPECT_THAT(store_->Head("m1"), IsOk());
  EXPECT_EQ(*store_->Head("m1"), 0u);
  ASSERT_OK_AND_ASSIGN(const auto values, store_->MultiGet("m1", {"a"}));
  EXPECT_THAT(values, ElementsAre(std::nullopt));
  ASSERT_OK_AND_ASSIGN(const ScanPage page, store_->Scan("m1", {}, 10));
  EXPECT_THAT(page.items, IsEmpty());
  EXPECT_EQ(page.next, std::nullopt);
  EXPECT_EQ(page.revision, 0u);
}

TEST_P(StoreTest, CommitRaisesRevisionByOne) {
  ASSERT_OK_AND_ASSIGN(const Revision first, store_->Commit("m1", 0, {{{"a", "1"}}, {}}));
  EXPECT_EQ(first, 1u);
  ASSERT_OK_AND_ASSIGN(const Revision second, store_->Commit("m1", 1, {{{"a", "2"}}, {}}));
  EXPECT_EQ(second, 2u);
  EXPECT_EQ(*store_->Head("m1"), 2u);
  EXPECT_EQ(ValueOf(*store_, "m1", "a"), "2");
}

TEST_P(StoreTest, EmptyBatchRaisesRevision) {
  EXPECT_OK(store_->Commit("m1", 0, {}));
  EXPECT_EQ(*store_->Head("m1"), 1u);
}

TEST_P(StoreTest, OtherRevisionIsAbortedAndWritesNothing) {
  ASSERT_OK(store_->Commit("m1", 0, {{{"a", "1"}}, {}}));
  for (const Revision wrong : {Revision{0}, Revision{2}, ~Revision{0}}) {
    EXPECT_THAT(store_->Commit("m1", wrong, {{{"a", "2"}, {"b", "2"}}, {}}),
                StatusIs(StatusCode::kAborted, "revision"));
  }
  EXPECT_EQ(*store_->Head("m1"), 1u);
  EXPECT_EQ(ValueOf(*store_, "m1", "a"), "1");
  EXPECT_EQ(ValueOf(*store_, "m1", "b"), "(none)");
}

TEST_P(StoreTest, PutsAndDeletesInOneBatch) {
  ASSERT_OK(Write("m1", {{{"a", "1"}, {"b", "1"}}, {}}));
  ASSERT_OK(Write("m1", {{{"c", "2"}}, {"a", "absent"}}));
  EXPECT_THAT(*KeysOf("m1"), ElementsAre("b", "c"));
}

TEST_P(StoreTest, KeyTwiceInOneBatchIsRefused) {
  const auto twice = StatusIs(StatusCode::kInvalidArgument, "twice");
  EXPECT_THAT(store_->Commit("m1", 0, {{{"a", "1"}}, {"a"}}), twice);
  EXPECT_THAT(store_->Commit("m1", 0, {{{"a", "1"}, {"a", "1"}}, {}}), twice);
  EXPECT_THAT(store_->Commit("m1", 0, {{}, {"a", "a"}}), twice);
  EXPECT_EQ(*store_->Head("m1"), 0u);
}

TEST_P(StoreTest, EmptyKeyIsRefused) {
  EXPECT_THAT(store_->Commit("m1", 0, {{{"", "1"}}, {}}),
              StatusIs(StatusCode::kInvalidArgument, "empty"));
  EXPECT_THAT(store_->Commit("m1", 0, {{}, {""}}), StatusIs(StatusCode::kInvalidArgument, "empty"));
}

TEST_P(StoreTest, ShardNameIsChecked) {
  const auto refused = StatusIs(StatusCode::kInvalidArgument, "name of a shard");
  for (const std::string& shard : {std::string(), std::string("a\0b", 3), std::string("a b"),
                                   std::string("\xD0\xBC"), std::string(65, 'm')}) {
    EXPECT_THAT(store_->Head(shard), refused);
    EXPECT_THAT(store_->MultiGet(shard, {"a"}), refused);
    EXPECT_THAT(store_->Scan(shard, {}, 1), refused);
    EXPECT_THAT(store_->Commit(shard, 0, {}), refused);
    EXPECT_THAT(store_->Drop(shard), refused);
  }
}

TEST_P(StoreTest, MultiGetKeepsOrderAndTellsAbsentFromEmpty) {
  ASSERT_OK(Write("m1", {{{"a", "1"}, {"b", ""}, {"c", "3"}}, {}}));
  ASSERT_OK_AND_ASSIGN(const auto values, store_->MultiGet("m1", {"c", "x", "b", "a", "c", ""}));
  EXPECT_THAT(values,
              ElementsAre(Optional(std::string("3")), std::nullopt, Optional(std::string()),
                          Optional(std::string("1")), Optional(std::string("3")), std::nullopt));
  EXPECT_THAT(*store_->MultiGet("m1", {}), IsEmpty());
}

TEST_P(StoreTest, KeysAndValuesAreAnyBytesInByteOrder) {
  const std::string nul(1, '\0'), nuls(2, '\0');
  const std::vector<std::string> keys = {
      nul,  nuls,   nul + "\xFF", "a",    "a" + nul,    "a" + nul + "b",
      "aa", "\x7F", "\x80",       "\xFF", "\xFF" + nul, "\xFF\xFF"};
  Batch batch;
  for (auto it = keys.rbegin(); it != keys.rend(); ++it) batch.puts.push_back({*it, *it + nul});
  ASSERT_OK(Write("m1", batch));
  EXPECT_THAT(*KeysOf("m1"), testing::ElementsAreArray(keys));
  for (const std::string& key : keys) EXPECT_EQ(ValueOf(*store_, "m1", key), key + nul);
  EXPECT_THAT(*KeysOf("m1", {"a", "a\x01"}), ElementsAre("a", "a" + nul, "a" + nul + "b"));
  EXPECT_THAT(*KeysOf("m1", {"\xFF", ""}), ElementsAre("\xFF", "\xFF" + nul, "\xFF\xFF"));
}

TEST_P(StoreTest, EmptyRangesHoldNothing) {
  ASSERT_OK(Write("m1", {{{"b", "1"}, {"d", "1"}}, {}}));
  for (const KeyRange& range : {KeyRange{"c", "d"}, KeyRange{"b", "b"}, KeyRange{"d", "b"},
                                KeyRange{"e", ""}, KeyRange{"", "b"}}) {
    ASSERT_OK_AND_ASSIGN(const ScanPage page, store_->Scan("m1", range, 10));
    EXPECT_THAT(page.items, IsEmpty()) << range.begin << ".." << range.end;
    EXPECT_EQ(page.next, std::nullopt);
    EXPECT_EQ(page.revision, 1u);
  }
}

TEST_P(StoreTest, PagesEndAtTheLimit) {
  ASSERT_OK(Write("m1", {{{"a", "1"}, {"b", "2"}, {"c", "3"}, {"d", "4"}}, {}}));
  ASSERT_OK_AND_ASSIGN(const ScanPage first, store_->Scan("m1", {"a", "d"}, 2));
  EXPECT_THAT(first.items, ElementsAre(KeyValue{"a", "1"}, KeyValue{"b", "2"}));
  EXPECT_THAT(first.next, Optional(std::string("c")));
  ASSERT_OK_AND_ASSIGN(const ScanPage second, store_->Scan("m1", {*first.next, "d"}, 2));
  EXPECT_THAT(second.items, ElementsAre(KeyValue{"c", "3"}));
  EXPECT_EQ(second.next, std::nullopt);
}

TEST_P(StoreTest, PageThatTakesTheWholeRangeHasNoNext) {
  ASSERT_OK(Write("m1", {{{"a", "1"}, {"b", "2"}, {"c", "3"}}, {}}));
  ASSERT_OK_AND_ASSIGN(const ScanPage page, store_->Scan("m1", {"a", "c"}, 2));
  EXPECT_EQ(page.items.size(), 2u);
  EXPECT_EQ(page.next, std::nullopt);
}

TEST_P(StoreTest, PageOfNoItemsNamesTheFirst) {
  ASSERT_OK(Write("m1", {{{"a", "1"}, {"b", "2"}}, {}}));
  ASSERT_OK_AND_ASSIGN(const ScanPage page, store_->Scan("m1", {"aa", ""}, 0));
  EXPECT_THAT(page.items, IsEmpty());
  EXPECT_THAT(page.next, Optional(std::string("b")));
}

TEST_P(StoreTest, PagesEndAfterTheItemThatReachesTheirBytes) {
  StoreLimits limits = kStoreLimits;
  limits.max_page_bytes = 10;
  Open(limits);
  ASSERT_OK(Write("m1", {{{"a", "1234"}, {"b", "1234"}, {"c", "123"}, {"d", ""}}, {}}));
  ASSERT_OK_AND_ASSIGN(const ScanPage first, store_->Scan("m1", {}, 100));
  EXPECT_THAT(first.items, ElementsAre(KeyValue{"a", "1234"}, KeyValue{"b", "1234"}));
  EXPECT_THAT(first.next, Optional(std::string("c")));
  ASSERT_OK_AND_ASSIGN(const ScanPage second, store_->Scan("m1", {*first.next, ""}, 100));
  EXPECT_THAT(second.items, ElementsAre(KeyValue{"c", "123"}, KeyValue{"d", ""}));
  EXPECT_EQ(second.next, std::nullopt);
}

TEST_P(StoreTest, ItemLargerThanAPageIsAPage) {
  StoreLimits limits = kStoreLimits;
  limits.max_page_bytes = 10;
  Open(limits);
  ASSERT_OK(Write("m1", {{{"a", std::string(100, 'x')}, {"b", "1"}}, {}}));
  ASSERT_OK_AND_ASSIGN(const ScanPage page, store_->Scan("m1", {}, 100));
  EXPECT_EQ(page.items.size(), 1u);
  EXPECT_THAT(page.next, Optional(std::string("b")));
}

TEST_P(StoreTest, ShardsThatArePrefixesOfEachOtherDoNotLeak) {
  const std::vector<std::string> shards = {"m", "m1", "m10", "m11", "m2"};
  for (const std::string& shard : shards) {
    ASSERT_OK(Write(shard, {{{"0", shard}, {std::string("0\0", 2), shard}, {"\xFF", shard}}, {}}));
  }
  ASSERT_OK(store_->Drop("m1"));
  for (const std::string& shard : shards) {
    ASSERT_OK_AND_ASSIGN(const ScanPage page, store_->Scan(shard, {}, 100));
    EXPECT_EQ(page.items.size(), shard == "m1" ? 0u : 3u) << shard;
    EXPECT_EQ(page.revision, shard == "m1" ? 2u : 1u) << shard;
    for (const KeyValue& item : page.items) EXPECT_EQ(item.value, shard);
  }
}

TEST_P(StoreTest, DroppedShardIsEmptyAndGoesOnCounting) {
  ASSERT_OK(Write("m1", {{{"a", "1"}, {"b", "1"}}, {}}));
  ASSERT_OK(store_->Drop("m1"));
  EXPECT_EQ(*store_->Head("m1"), 2u);
  EXPECT_THAT(*KeysOf("m1"), IsEmpty());
  EXPECT_EQ(ValueOf(*store_, "m1", "a"), "(none)");
  EXPECT_THAT(store_->Commit("m1", 0, {}), StatusIs(StatusCode::kAborted, "revision"));
  EXPECT_THAT(store_->Commit("m1", 1, {}), StatusIs(StatusCode::kAborted, "revision"));
  ASSERT_OK(store_->Commit("m1", 2, {{{"b", "3"}}, {}}));
  EXPECT_THAT(*KeysOf("m1"), ElementsAre("b"));
  EXPECT_EQ(*store_->Head("m1"), 3u);
}

TEST_P(StoreTest, DropOfAShardNeverWrittenCounts) {
  ASSERT_OK(store_->Drop("m1"));
  EXPECT_EQ(*store_->Head("m1"), 1u);
}

TEST_P(StoreTest, LimitsAreReachedAndNotPassed) {
  const StoreLimits limits{.max_key_bytes = 4,
                           .max_value_bytes = 8,
                           .max_batch_bytes = 20,
                           .max_batch_items = 3,
                           .max_page_bytes = 100};
  Open(limits);
  EXPECT_EQ(store_->limits().max_batch_items, 3u);
  const std::string key(4, 'k'), value(8, 'v');
  const auto refused = [](const char* what) {
    return StatusIs(StatusCode::kResourceExhausted, what);
  };
  EXPECT_THAT(store_->Commit("m1", 0, {{{key + "k", ""}}, {}}), refused("key bytes"));
  EXPECT_THAT(store_->Commit("m1", 0, {{}, {key + "k"}}), refused("key bytes"));
  EXPECT_THAT(store_->Commit("m1", 0, {{{"a", value + "v"}}, {}}), refused("value bytes"));
  EXPECT_THAT(store_->Commit("m1", 0, {{{"a", value}, {"b", value}}, {"ccc"}}), refused("21"));
  EXPECT_THAT(store_->Commit("m1", 0, {{{"a", ""}, {"b", ""}}, {"c", "d"}}), refused("items"));
  EXPECT_EQ(*store_->Head("m1"), 0u);
  EXPECT_OK(store_->Commit("m1", 0, {{{"a", value}, {"b", value}}, {"cc"}}));
  EXPECT_OK(store_->Commit("m1", 1, {{{key, value}}, {}}));
}

TEST_P(StoreTest, LargestValueComesBack) {
  std::string value(store_->limits().max_value_bytes, 'x');
  value.back() = 'y';
  ASSERT_OK(Write("m1", {{{"a", value}}, {}}));
  EXPECT_TRUE(ValueOf(*store_, "m1", "a") == value);
}

TEST_P(StoreTest, WatchTellsOfItsShardUntilItsEnd) {
  std::vector<Revision> told;
  auto watch = store_->Watch("m1", [&told](Revision revision) { told.push_back(revision); });
  ASSERT_OK(Write("m1", {}));
  ASSERT_OK(Write("m10", {}));
  ASSERT_OK(Write("m1", {}));
  EXPECT_THAT(store_->Commit("m1", 0, {}), StatusIs(StatusCode::kAborted, ""));
  ASSERT_OK(store_->Drop("m1"));
  EXPECT_THAT(told, ElementsAre(1u, 2u, 3u));
  watch.reset();
  ASSERT_OK(Write("m1", {}));
  EXPECT_THAT(told, ElementsAre(1u, 2u, 3u));
}

TEST_P(StoreTest, WatchMayOutliveTheStore) {
  int calls = 0;
  auto watch = store_->Watch("m1", [&calls](Revision) { ++calls; });
  ASSERT_OK(Write("m1", {}));
  store_.reset();
  watch.reset();
  EXPECT_EQ(calls, 1);
}

// Adds one to a counter of the shard until `times` commits went through.
void Count(Store& store, int times) {
  for (int done = 0; done < times;) {
    // One page has the value and the revision of one point in time.
    const auto page = store.Scan("m1", {"n", "o"}, 1);
    const int value = page->items.empty() ? 0 : std::stoi(page->items[0].value);
    const auto committed =
        store.Commit("m1", page->revision, {{{"n", std::to_string(value + 1)}}, {}});
    if (committed.ok()) {
      ++done;
    } else if (committed.status().code() != StatusCode::kAborted) {
      ADD_FAILURE() << committed.status();
      return;
    }
  }
}

TEST_P(StoreTest, GuardedCommitsOfManyThreadsLoseNoUpdate) {
  constexpr int kThreads = 4, kTimes = 40;
  absl::Mutex mutex;
  std::vector<Revision> told;
  const auto watch = store_->Watch("m1", [&](Revision revision) {
    const absl::MutexLock lock(&mutex);
    told.push_back(revision);
  });
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < kThreads; ++i) threads.emplace_back([this] { Count(*store_, kTimes); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(ValueOf(*store_, "m1", "n"), std::to_string(kThreads * kTimes));
  EXPECT_EQ(*store_->Head("m1"), Revision{kThreads * kTimes});
  EXPECT_TRUE(std::is_sorted(told.begin(), told.end(), std::less_equal<>()));
  EXPECT_EQ(told.back(), Revision{kThreads * kTimes});
}

// A writer gives all keys the value of the revision that writes them; readers must never see two.
TEST_P(StoreTest, PagesAndMultiGetsAreOfOnePointInTime) {
  std::vector<std::string> keys;
  keys.reserve(5);
  for (int i = 0; i < 5; ++i) keys.push_back(fmt::format("k{}", i));
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (Revision revision = 0; revision < 1000; ++revision) {
      Batch batch;
      for (const std::string& key : keys) batch.puts.push_back({key, std::to_string(revision + 1)});
      EXPECT_OK(store_->Commit("m1", revision, batch));
    }
    done = true;
  });
  for (bool last = false; !last;) {
    last = done;
    ASSERT_OK_AND_ASSIGN(const ScanPage page, store_->Scan("m1", {}, 1000));
    EXPECT_EQ(page.items.size(), page.revision == 0 ? 0 : keys.size());
    for (const auto& item : page.items) EXPECT_EQ(item.value, std::to_string(page.revision));
    ASSERT_OK_AND_ASSIGN(const auto values, store_->MultiGet("m1", keys));
    for (const auto& value : values) EXPECT_EQ(value, values.front());
  }
  writer.join();
}

TEST_P(StoreTest, ShardsAreWrittenSideBySide) {
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([this, shard = fmt::format("m{}", i)] {
      for (Revision revision = 0; revision < 30; ++revision) {
        EXPECT_OK(store_->Commit(shard, revision, {{{std::to_string(revision), shard}}, {}}));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (int i = 0; i < 4; ++i) EXPECT_EQ(KeysOf(fmt::format("m{}", i))->size(), 30u);
}

}  // namespace
}  // namespace dragoman
