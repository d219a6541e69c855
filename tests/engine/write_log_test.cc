// What a commit records beside its data, and how long answers to request ids are kept.
#include "server/engine/write_log.h"

#include "server/engine/limits.h"
#include "server/store/codec.h"
#include "server/store/keys.h"
#include "server/store/memory_store.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

constexpr char kShard[] = "shard";

RequestRecord AnswerAt(Revision revision) {
  RequestRecord answer;
  answer.revision = revision;
  return answer;
}

class WriteLogTest : public testing::Test {
 protected:
  // Commits a log with one request of this id.
  void Commit(Revision revision, const std::string& request_id) {
    WriteLog log(*store_, kShard, revision, 1000);
    log.AddAnswer({request_id, 7}, AnswerAt(revision));
    Batch batch;
    ASSERT_OK(log.AddTo(batch));
    ASSERT_OK(store_->Commit(kShard, 0, batch));
  }
  bool Remembers(const std::string& request_id) {
    return store_->MultiGet(kShard, {RequestKey(request_id)}).value().front().has_value();
  }

  std::unique_ptr<Store> store_ = NewMemoryStore();
};

TEST_F(WriteLogTest, RecordsWhatChanged) {
  WriteLog log(*store_, kShard, 5, 1000);
  EXPECT_TRUE(log.empty());
  log.AddUnit(3);
  log.AddConcept("c");
  for (const char* batch_id : {"b", "", "b", "a"}) log.AddBatchId(batch_id);
  log.AddAnswer({"", 7}, {});
  log.AddAnswer({"one", 7}, AnswerAt(5));
  EXPECT_FALSE(log.empty());
  Batch batch;
  ASSERT_OK(log.AddTo(batch));
  ASSERT_OK(store_->Commit(kShard, 0, batch));
  const auto stored = store_->MultiGet(kShard, {LogKey(5)}).value().front();
  ASSERT_TRUE(stored);
  ASSERT_OK_AND_ASSIGN(const LogEntry entry, DecodeLogEntry(*stored));
  EXPECT_EQ(entry.revision, 5U);
  EXPECT_EQ(entry.time_micros, 1000);
  EXPECT_THAT(entry.units, ElementsAre(3U));
  EXPECT_THAT(entry.concepts, ElementsAre("c"));
  EXPECT_THAT(entry.batch_ids, ElementsAre("b", "a"));
  EXPECT_THAT(entry.request_ids, ElementsAre("one"));
}

TEST_F(WriteLogTest, FindsAnswersOfThisCommitAndOfStoredOnes) {
  Commit(1, "stored");
  WriteLog log(*store_, kShard, 2, 1000);
  log.AddAnswer({"pending", 8}, AnswerAt(2));
  EXPECT_EQ(log.FindAnswer({"stored", 7}).value()->revision, 1U);
  EXPECT_EQ(log.FindAnswer({"pending", 8}).value()->revision, 2U);
  EXPECT_EQ(log.FindAnswer({"new", 7}).value(), std::nullopt);
  EXPECT_EQ(log.FindAnswer({"", 7}).value(), std::nullopt);
  EXPECT_EQ(FieldOf(log.FindAnswer({"stored", 8}).status()), "request_id");
  EXPECT_EQ(FieldOf(log.FindAnswer({"pending", 7}).status()), "request_id");
}

TEST_F(WriteLogTest, ForgetsAnswersOfLongAgo) {
  Commit(1, "old");
  WriteLog log(*store_, kShard, kRememberedCommits + 1, 1000);
  log.AddUnit(1);
  Batch batch;
  ASSERT_OK(log.AddTo(batch));
  EXPECT_THAT(batch.deletes, ElementsAre(RequestKey("old")));
  EXPECT_TRUE(Remembers("old"));
  ASSERT_OK(store_->Commit(kShard, 1, batch));
  EXPECT_FALSE(Remembers("old"));
}

TEST(CheckEtag, AnyOrTheSame) {
  EXPECT_OK(CheckEtag(0, 5));
  EXPECT_OK(CheckEtag(5, 5));
  EXPECT_THAT(CheckEtag(4, 5), StatusIs(StatusCode::kAborted, "etag 5 is stored, 4 was given"));
}

TEST_F(WriteLogTest, ANewShardHasNumbersFromOne) {
  EXPECT_EQ(ReadMeta(*store_, kShard).value().next_number, 1U);
}

}  // namespace
}  // namespace dragoman
