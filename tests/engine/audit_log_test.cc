#include "server/engine/audit_log.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/engine/flaky_store.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

class AuditLogTest : public testing::Test {
 protected:
  void SetUp() override { Reopen(); }
  void Reopen(uint64_t most_records = AuditLog::kMostRecords) {
    log_.reset();
    ASSERT_OK_AND_ASSIGN(log_, AuditLog::Open(store_, most_records));
  }

  static AuditRecord Of(const std::string& method, const std::string& principal = "anna",
                        const std::string& resource = "memories/un") {
    return {.principal = principal, .method = method, .resources = {resource}};
  }

  // Returns the methods of all pages of `size` records.
  std::vector<std::string> List(const AuditQuery& query = {}, size_t size = 100) {
    std::vector<std::string> methods;
    std::optional<uint64_t> from = 0;
    while (from) {
      const auto page = log_->List(query, *from, size);
      EXPECT_OK(page.status());
      if (!page.ok()) return methods;
      for (const AuditRecord& record : page->records) methods.push_back(record.method);
      from = page->next;
    }
    return methods;
  }

  FlakyStore store_;
  std::unique_ptr<AuditLog> log_;
};

TEST_F(AuditLogTest, KeepsWhatWasWrittenAndNoted) {
  EXPECT_EQ(List(), std::vector<std::string>{});
  EXPECT_OK(log_->Write(Of("a")));
  log_->Note(Of("b"));
  EXPECT_EQ(List(), (std::vector<std::string>{"a", "b"}));
  log_->Note(Of("c"));
  Reopen();
  EXPECT_OK(log_->Write(Of("d")));
  EXPECT_EQ(List(), (std::vector<std::string>{"a", "b", "c", "d"}));
  EXPECT_EQ(List({}, 1), List());
}

TEST_F(AuditLogTest, WriteReturnsWhenItIsOnDisk) {
  EXPECT_OK(log_->Write(Of("a")));
  const int commits = store_.commits;
  EXPECT_OK(log_->Write(Of("b")));
  EXPECT_EQ(store_.commits, commits + 1);
}

TEST_F(AuditLogTest, FindsByTimePrincipalAndResource) {
  EXPECT_OK(log_->Write(Of("a", "anna", "memories/un")));
  EXPECT_OK(log_->Write(Of("b", "boris", "memories/un")));
  EXPECT_OK(log_->Write(Of("c", "anna", "memories/eu")));
  EXPECT_EQ(List({.principal = "anna"}), (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(List({.resource = "memories/un"}), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(List({.principal = "boris", .resource = "memories/eu"}), std::vector<std::string>{});
  ASSERT_OK_AND_ASSIGN(const AuditPage all, log_->List({}, 0, 10));
  const int64_t second = all.records[1].time_micros;
  EXPECT_EQ(List({.start_micros = second}), (std::vector<std::string>{"b", "c"}));
  EXPECT_EQ(List({.end_micros = second}), std::vector<std::string>{"a"});
}

// The slow twin of the search by time: reading all.
TEST_F(AuditLogTest, SearchByTimeFindsTheFirst) {
  for (int i = 0; i < 50; ++i) EXPECT_OK(log_->Write(Of(std::to_string(i))));
  ASSERT_OK_AND_ASSIGN(const AuditPage all, log_->List({}, 0, 100));
  for (const AuditRecord& start : all.records) {
    std::vector<std::string> expected;
    for (const AuditRecord& record : all.records) {
      if (record.time_micros >= start.time_micros) expected.push_back(record.method);
    }
    EXPECT_EQ(List({.start_micros = start.time_micros}), expected);
  }
}

TEST_F(AuditLogTest, OldRecordsGive) {
  Reopen(10);
  for (int i = 0; i < 25; ++i) EXPECT_OK(log_->Write(Of(std::to_string(i))));
  const std::vector<std::string> kept = List();
  ASSERT_EQ(kept.size(), 10u);
  EXPECT_EQ(kept.front(), "15");
  EXPECT_EQ(kept.back(), "24");
}

TEST_F(AuditLogTest, ManyRefusalsAreCountedNotKept) {
  for (int i = 0; i < 1000; ++i) log_->NoteRefused(Of("refused"));
  const size_t kept = List().size();
  EXPECT_GE(kept, 20u);
  EXPECT_LE(kept, 25u);
  // The next one that is kept says how many were not.
  uint64_t tried = 0;
  while (List().size() == kept) {
    log_->NoteRefused(Of("later"));
    ++tried;
  }
  ASSERT_OK_AND_ASSIGN(const AuditPage page, log_->List({}, 0, 100));
  EXPECT_EQ(page.records.back().method, "later");
  EXPECT_EQ(page.records.back().suppressed, 1000 - kept + tried - 1);
}

TEST_F(AuditLogTest, RecordsOfAFullDiskAreWrittenLater) {
  store_.lost_commits = 1;
  EXPECT_THAT(log_->Write(Of("a")), StatusIs(StatusCode::kResourceExhausted, "full"));
  EXPECT_OK(log_->Write(Of("b")));
  EXPECT_EQ(List(), (std::vector<std::string>{"a", "b"}));
}

TEST_F(AuditLogTest, WritersThatWaitTogetherShareACommit) {
  const int before = store_.commits;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([this] {
      for (int round = 0; round < 50; ++round) EXPECT_OK(log_->Write(Of("w")));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(List({}, 1000).size(), 400u);
  EXPECT_LE(store_.commits - before, 400);
}

}  // namespace
}  // namespace dragoman
