// The same random operations on RocksDB and its twin in memory: the same results, errors too.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "server/store/commit_rules.h"
#include "tests/random.h"
#include "tests/status_matchers.h"
#include "tests/store/backends.h"
#include "tests/store/temp_folder.h"

namespace dragoman {
namespace {

// Small enough that random batches and pages reach them.
constexpr StoreLimits kSmallLimits{.max_key_bytes = 5,
                                   .max_value_bytes = 30,
                                   .max_batch_bytes = 120,
                                   .max_batch_items = 8,
                                   .max_page_bytes = 60};

std::string RandomShard(TestRandom& random) {
  const std::vector<std::string> shards = {"m", "m1", "m10", "catalog"};
  return shards[random.Below(shards.size())];
}

// Few keys, so that they are met again; of bytes at both ends.
std::string RandomKey(TestRandom& random) {
  const std::string letters(
      "\0\xFF"
      "ab",
      4);
  std::string key;
  for (uint64_t i = random.Below(20) == 0 ? 6 : random.Below(4); i > 0; --i) {
    key += letters[random.Below(letters.size())];
  }
  return key;
}

Batch RandomBatch(TestRandom& random) {
  Batch batch;
  for (uint64_t i = random.Below(5); i > 0; --i) {
    batch.puts.push_back({RandomKey(random), std::string(random.Below(32), 'v')});
  }
  for (uint64_t i = random.Below(3); i > 0; --i) batch.deletes.push_back(RandomKey(random));
  return batch;
}

std::vector<std::string> RandomKeys(TestRandom& random) {
  std::vector<std::string> keys(random.Below(6));
  std::generate(keys.begin(), keys.end(), [&] { return RandomKey(random); });
  return keys;
}

bool operator==(const ScanPage& a, const ScanPage& b) {
  return a.items == b.items && a.next == b.next && a.revision == b.revision;
}

template <typename T>
void ExpectSame(const StatusOr<T>& a, const StatusOr<T>& b) {
  ASSERT_EQ(a.status(), b.status());
  if (a.ok()) {
    ASSERT_TRUE(*a == *b);
  }
}

class TwinsTest : public testing::Test {
 protected:
  void SetUp() override {
    Reopen();
    twin_ = NewMemoryStore(kSmallLimits);
  }

  void Reopen() {
    durable_.reset();
    ASSERT_OK_AND_ASSIGN(durable_, kRocksdbBackend.open(kSmallLimits, folder_.Child("store")));
  }

  void Commit(const std::string& shard) {
    const Revision expected = *twin_->Head(shard) + (random_.Below(8) == 0 ? 1 : 0);
    const Batch batch = RandomBatch(random_);
    ExpectSame(durable_->Commit(shard, expected, batch), twin_->Commit(shard, expected, batch));
  }

  void Read(const std::string& shard) {
    const std::vector<std::string> keys = RandomKeys(random_);
    ExpectSame(durable_->MultiGet(shard, keys), twin_->MultiGet(shard, keys));
    const KeyRange range{RandomKey(random_), RandomKey(random_)};
    const size_t limit = random_.Below(10);
    ExpectSame(durable_->Scan(shard, range, limit), twin_->Scan(shard, range, limit));
    ExpectSame(durable_->Head(shard), twin_->Head(shard));
  }

  TestRandom random_;
  TempFolder folder_;
  std::unique_ptr<Store> durable_;
  std::unique_ptr<Store> twin_;
};

TEST_F(TwinsTest, AnswerAlike) {
  for (int i = 0; i < 3000 && !HasFailure(); ++i) {
    SCOPED_TRACE(i);
    const std::string shard = RandomShard(random_);
    switch (const uint64_t kind = random_.Below(200); kind) {
      case 0:
        Reopen();
        break;
      case 1:
      case 2:
        ASSERT_EQ(durable_->Drop(shard), twin_->Drop(shard));
        break;
      default:
        kind < 80 ? Commit(shard) : Read(shard);
    }
  }
}

}  // namespace
}  // namespace dragoman
