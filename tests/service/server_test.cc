// The server as a whole: status, health, reflection, addresses, limits, draining, many clients.
#include "server/service/server.h"

#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "server/store/memory_store.h"
#include "tests/service/running_server.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

// Calls a unary method with a message given in bytes.
grpc::Status CallBytes(const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
                       const std::string& request, std::string* response) {
  grpc::GenericStub stub(channel);
  Context context;
  grpc::CompletionQueue queue;
  const grpc::Slice slice(request);
  const grpc::ByteBuffer bytes(&slice, 1);
  const auto call = stub.PrepareUnaryCall(&context, method, bytes, &queue);
  call->StartCall();
  grpc::ByteBuffer answer;
  grpc::Status status;
  void* tag = nullptr;
  bool ok = false;
  call->Finish(&answer, &status, &tag);
  EXPECT_TRUE(queue.Next(&tag, &ok));
  std::vector<grpc::Slice> slices;
  if (status.ok() && answer.Dump(&slices).ok()) {
    for (const grpc::Slice& part : slices) response->append(part.begin(), part.end());
  }
  return status;
}

// Sends one message of bytes on a stream and returns the first answer.
std::string FirstAnswer(const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
                        const std::string& request) {
  grpc::GenericStub stub(channel);
  Context context;
  grpc::CompletionQueue queue;
  void* tag = nullptr;
  bool ok = false;
  const auto call = stub.PrepareCall(&context, method, &queue);
  call->StartCall(nullptr);
  EXPECT_TRUE(queue.Next(&tag, &ok) && ok);
  const grpc::Slice slice(request);
  call->WriteLast(grpc::ByteBuffer(&slice, 1), grpc::WriteOptions(), nullptr);
  EXPECT_TRUE(queue.Next(&tag, &ok) && ok);
  grpc::ByteBuffer answer;
  call->Read(&answer, nullptr);
  EXPECT_TRUE(queue.Next(&tag, &ok) && ok);
  std::vector<grpc::Slice> slices;
  EXPECT_TRUE(answer.Dump(&slices).ok());
  std::string bytes;
  for (const grpc::Slice& part : slices) bytes.append(part.begin(), part.end());
  grpc::Status status;
  call->Finish(&status, nullptr);
  EXPECT_TRUE(queue.Next(&tag, &ok));
  return bytes;
}

TEST(Server, TellsItsStatus) {
  RunningServer server;
  server.CreateMemory("un");
  server.Write("memories/un", MakeUnit({{"en", "Peace."}, {"ru", "Мир."}}));
  v1::GetStatusResponse status;
  ASSERT_THAT(
      CallTo(server.admin(), &v1::AdminService::Stub::GetStatus, v1::GetStatusRequest(), &status),
      Succeeds());
  EXPECT_NE(status.version(), "");
  EXPECT_GT(status.memory_bytes(), 1'000'000u);
  EXPECT_GT(status.start_time().seconds(), 1'600'000'000);
  ASSERT_EQ(status.resources_size(), 1);
  EXPECT_EQ(status.resources(0).name(), "memories/un");
  EXPECT_EQ(status.resources(0).entries(), 1u);
  EXPECT_EQ(status.resources(0).revision(), status.resources(0).index_revision());
}

TEST(Server, AnswersHealthChecks) {
  RunningServer server;
  std::string response;
  ASSERT_THAT(CallBytes(server.channel(), "/grpc.health.v1.Health/Check", "", &response),
              Succeeds());
  EXPECT_EQ(response, "\x08\x01");  // Field 1, SERVING.
}

TEST(Server, DescribesItself) {
  RunningServer server;
  const std::string list_services = "\x3a\x01*";  // Field 7 of ServerReflectionRequest.
  const std::string answer =
      FirstAnswer(server.channel(),
                  "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", list_services);
  for (const char* service :
       {"dragoman.v1.MemoryService", "dragoman.v1.GlossaryService", "dragoman.v1.TransferService",
        "dragoman.v1.DocumentService", "dragoman.v1.AdminService", "dragoman.v1.AccessService",
        "grpc.health.v1.Health"}) {
    EXPECT_NE(answer.find(service), std::string::npos) << service;
  }
}

TEST(Server, RefusesAddressesItCannotTake) {
  RunningServer server;
  const auto store = NewMemoryStore();
  ASSERT_OK_AND_ASSIGN(const auto registry, Registry::Open(*store));
  ASSERT_OK_AND_ASSIGN(const auto access, Access::Open(*store));
  EXPECT_THAT(GrpcServer::Start(*registry, *access, {.listen = server.server().address()}),
              StatusIs(StatusCode::kUnavailable, "the port is taken"));
  for (const char* bad :
       {"", "127.0.0.1", ":7070", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1"}) {
    EXPECT_THAT(GrpcServer::Start(*registry, *access, {.listen = bad}),
                StatusIs(StatusCode::kInvalidArgument, "HOST:PORT"))
        << bad;
  }
}

TEST(Server, DrainEndsStreamsThatStandOpen) {
  RunningServer server;
  Context context;
  const auto stream = server.memories().StreamLookup(&context);
  v1::StreamLookupRequest request;
  request.mutable_options()->set_source_language("en");
  request.mutable_query()->mutable_segment()->set_text("x");
  stream->Write(request);
  v1::StreamLookupResponse response;
  ASSERT_TRUE(stream->Read(&response));
  server.server().Drain(absl::Milliseconds(50));
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_FALSE(stream->Finish().ok());
}

TEST(Server, RefusesWhatItsQueueDoesNotHold) {
  RunningServer server({.threads = 1, .max_waiting = 0});
  v1::GetStatusResponse status;
  EXPECT_THAT(
      CallTo(server.admin(), &v1::AdminService::Stub::GetStatus, v1::GetStatusRequest(), &status),
      FailsWith(grpc::StatusCode::RESOURCE_EXHAUSTED, "retry"));
}

// Each thread writes units of its own and finds every one of them at once.
void WriteAndFind(RunningServer& server, int thread, std::atomic<int>& found) {
  for (int i = 0; i < 50; ++i) {
    const std::string text = "Thread " + std::to_string(thread) + " wrote " + std::to_string(i);
    server.Write("memories/un", MakeUnit({{"en", text.c_str()}, {"ru", "Текст"}}));
    v1::LookupRequest request;
    request.mutable_options()->set_source_language("en");
    request.mutable_options()->set_min_score(100);
    request.mutable_query()->mutable_segment()->set_text(text);
    v1::LookupResponse response;
    const grpc::Status status =
        CallTo(server.memories(), &v1::MemoryService::Stub::Lookup, request, &response);
    if (status.ok() && response.matches_size() == 1) ++found;
  }
}

TEST(Server, ServesManyClientsAtOnce) {
  RunningServer server;
  server.CreateMemory("un");
  std::atomic<int> found = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&server, thread, &found] { WriteAndFind(server, thread, found); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(found, 8 * 50);
}

}  // namespace
}  // namespace dragoman
