#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>

#include "dragoman/v1/change_service.grpc.pb.h"
#include "tests/random.h"
#include "tests/service/running_server.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

// One stream of changes, as a client reads it.
class Watched {
 public:
  Watched(RunningServer& server, const std::string& parent, std::optional<uint64_t> after)
      : stub_(v1::ChangeService::NewStub(server.channel())) {
    v1::WatchChangesRequest request;
    request.set_parent(parent);
    if (after) request.set_after_revision(*after);
    reader_ = stub_->WatchChanges(&context_, request);
  }
  ~Watched() { context_.TryCancel(); }

  // Returns the next response; fails the test when there is none.
  v1::WatchChangesResponse Next() {
    v1::WatchChangesResponse response;
    EXPECT_TRUE(reader_->Read(&response));
    return response;
  }
  // Takes the end of the stream.
  grpc::Status End() {
    v1::WatchChangesResponse response;
    while (reader_->Read(&response)) {
    }
    return reader_->Finish();
  }

 private:
  const std::unique_ptr<v1::ChangeService::Stub> stub_;
  Context context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchChangesResponse>> reader_;
};

std::string SourceOf(const v1::ChangedEntry& entry) {
  return entry.unit().variants(0).segment().text();
}

TEST(WatchChangesTest, SaysWhereItBeginsThenWhatChanges) {
  RunningServer server;
  server.CreateMemory("m");
  server.Write("memories/m", MakeUnit({{"en", "before"}, {"ru", "до"}}));
  Watched watched(server, "memories/m", std::nullopt);
  const v1::WatchChangesResponse first = watched.Next();
  EXPECT_EQ(first.entries_size(), 0);
  EXPECT_EQ(first.revision(), first.newest_revision());
  const std::string name = server.Write("memories/m", MakeUnit({{"en", "one"}, {"ru", "раз"}}));
  const v1::WatchChangesResponse written = watched.Next();
  ASSERT_EQ(written.entries_size(), 1);
  EXPECT_EQ(written.entries(0).name(), name);
  EXPECT_EQ(SourceOf(written.entries(0)), "one");
  EXPECT_EQ(written.entries(0).unit().etag(), std::to_string(written.revision()));
  v1::DeleteUnitRequest deletion;
  deletion.set_name(name);
  google::protobuf::Empty nothing;
  ASSERT_THAT(CallTo(server.memories(), &v1::MemoryService::Stub::DeleteUnit, deletion, &nothing),
              Succeeds());
  const v1::WatchChangesResponse deleted = watched.Next();
  ASSERT_EQ(deleted.entries_size(), 1);
  EXPECT_EQ(deleted.entries(0).name(), name);
  EXPECT_TRUE(deleted.entries(0).deleted());
  EXPECT_EQ(deleted.revision(), written.revision() + 1);
}

TEST(WatchChangesTest, GlossariesToo) {
  RunningServer server;
  server.CreateGlossary("g");
  v1::WriteConceptsRequest request;
  request.set_parent("glossaries/g");
  *request.add_concepts() = MakeConcept("envoy", {{"en", "envoy"}, {"ru", "посланник"}});
  v1::WriteConceptsResponse written;
  ASSERT_THAT(
      CallTo(server.glossaries(), &v1::GlossaryService::Stub::WriteConcepts, request, &written),
      Succeeds());
  Watched watched(server, "glossaries/g", 0);
  watched.Next();
  const v1::WatchChangesResponse change = watched.Next();
  ASSERT_EQ(change.entries_size(), 1);
  EXPECT_EQ(change.entries(0).name(), "glossaries/g/concepts/envoy");
  EXPECT_EQ(change.entries(0).glossary_concept().terms_size(), 2);
}

// Whoever applies the changes, from any revision on and over any number of streams, has the memory.
TEST(WatchChangesTest, WhoFollowsHasTheMemory) {
  RunningServer server;
  server.CreateMemory("m");
  constexpr int kWriters = 3;
  constexpr int kWrites = 150;
  std::vector<std::thread> writers;
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([&server, i] {
      for (int n = 0; n < kWrites; ++n) {
        const std::string text = "unit " + std::to_string(i) + " of " + std::to_string(n);
        const std::string name =
            server.Write("memories/m", MakeUnit({{"en", text.c_str()}, {"ru", "раз"}}));
        if (n % 5 != 0) continue;
        v1::DeleteUnitRequest deletion;
        deletion.set_name(name);
        google::protobuf::Empty nothing;
        CallTo(server.memories(), &v1::MemoryService::Stub::DeleteUnit, deletion, &nothing);
      }
    });
  }
  TestRandom random;
  std::map<std::string, std::string> followed;
  uint64_t last = 0;
  std::atomic<bool> written = false;
  std::thread joiner([&] {
    for (std::thread& writer : writers) writer.join();
    written = true;
  });
  bool complete = false;
  while (!complete) {
    const bool all_is_written = written;
    Watched watched(server, "memories/m", last);
    const uint64_t newest = watched.Next().newest_revision();
    const uint64_t until = all_is_written ? newest : std::min(newest, last + random.Below(40));
    while (last < until) {
      const v1::WatchChangesResponse change = watched.Next();
      ASSERT_GE(change.revision(), last);
      for (const v1::ChangedEntry& entry : change.entries()) {
        if (entry.deleted()) followed.erase(entry.name());
        if (entry.has_unit()) followed[entry.name()] = SourceOf(entry);
      }
      if (!change.partial()) last = change.revision();
    }
    complete = all_is_written;
  }
  joiner.join();
  ASSERT_OK_AND_ASSIGN(const auto memory, server.registry().Memory("memories/m"));
  ASSERT_OK_AND_ASSIGN(const UnitPage page, memory->List(0, 10'000));
  EXPECT_EQ(followed.size(), page.units.size());
  for (const Unit& unit : page.units) {
    EXPECT_EQ(followed["memories/m/units/" + std::to_string(unit.id)],
              unit.variants.front().segment.text);
  }
}

TEST(WatchChangesTest, EndsWithTheMemory) {
  RunningServer server;
  server.CreateMemory("m");
  Watched watched(server, "memories/m", std::nullopt);
  watched.Next();
  v1::DeleteMemoryRequest deletion;
  deletion.set_name("memories/m");
  google::protobuf::Empty nothing;
  ASSERT_THAT(CallTo(server.memories(), &v1::MemoryService::Stub::DeleteMemory, deletion, &nothing),
              Succeeds());
  EXPECT_THAT(watched.End(), FailsWith(grpc::StatusCode::NOT_FOUND, "memories/m"));
}

TEST(WatchChangesTest, EndsWhenTheServerStops) {
  RunningServer server;
  server.CreateMemory("m");
  Watched watched(server, "memories/m", std::nullopt);
  watched.Next();
  std::thread drain([&server] { server.server().Drain(absl::Seconds(60)); });
  EXPECT_THAT(watched.End(),
              FailsWith(grpc::StatusCode::UNAVAILABLE, "from the last revision you have"));
  drain.join();
}

TEST(WatchChangesTest, WrongRequests) {
  RunningServer server;
  server.CreateMemory("m");
  EXPECT_THAT(Watched(server, "m", 0).End(), RefusesField("parent"));
  EXPECT_THAT(Watched(server, "memories/none", 0).End(),
              FailsWith(grpc::StatusCode::NOT_FOUND, "memories/none"));
  EXPECT_THAT(Watched(server, "memories/m", 77).End(),
              FailsWith(grpc::StatusCode::OUT_OF_RANGE, "77 is still to come"));
}

}  // namespace
}  // namespace dragoman
