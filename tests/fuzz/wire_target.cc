// Any request to any method of a real server, "SERVICE/METHOD", NUL, message: answered, or refused
// with a reason of ours.
#include <absl/strings/str_replace.h>
#include <absl/synchronization/notification.h>
#include <grpcpp/generic/generic_stub.h>

#include <memory>

#include "tests/fuzz/fuzz_target.h"
#include "tests/service/running_server.h"

namespace dragoman {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;

// A memory and a glossary fill up while the fuzzer writes: now and then they are made anew.
constexpr int kCallsPerServer = 2000;

// Returns the method that is called "MemoryService/Lookup", nullptr for none.
const MethodDescriptor* MethodNamed(std::string_view name) {
  const std::string full = "dragoman.v1." + absl::StrReplaceAll(ToAbsl(name), {{"/", "."}});
  return DescriptorPool::generated_pool()->FindMethodByName(full);
}

// Sends one message and reads all answers.
class OneCall : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  OneCall(grpc::GenericStub& stub, const std::string& method, const std::string& message) {
    context_.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    const grpc::Slice slice(message);
    request_ = grpc::ByteBuffer(&slice, 1);
    stub.PrepareBidiStreamingCall(&context_, method, {}, this);
    StartWriteLast(&request_, {});
    StartRead(&response_);
    StartCall();
    ended_.WaitForNotification();
  }
  const grpc::Status& status() const { return status_; }

 private:
  void OnReadDone(bool ok) override {
    if (ok) StartRead(&response_);
  }
  void OnDone(const grpc::Status& status) override {
    status_ = status;
    ended_.Notify();
  }

  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
  grpc::Status status_;
  absl::Notification ended_;
};

std::unique_ptr<RunningServer> NewServer() {
  auto server = std::make_unique<RunningServer>();
  server->CreateMemory("m");
  server->CreateGlossary("g");
  v1::Unit unit;
  for (const auto& [language, text] :
       {std::pair("en", "The ambassador spoke."), std::pair("ru", "Посол выступил."),
        std::pair("ur", "سفیر نے کہا۔")}) {
    v1::Variant& variant = *unit.add_variants();
    variant.set_language(language);
    variant.mutable_segment()->set_text(text);
  }
  server->Write("memories/m", unit);
  return server;
}

const FuzzRegistration kWire("wire", [](std::string_view bytes) {
  static std::unique_ptr<RunningServer> server;
  static int calls = 0;
  FuzzInput input(bytes);
  const MethodDescriptor* method = MethodNamed(input.Part());
  if (method == nullptr) return;
  const std::string message(input.Rest());
  const std::unique_ptr<google::protobuf::Message> request(
      MessageFactory::generated_factory()->GetPrototype(method->input_type())->New());
  if (!request->ParseFromString(message)) return;
  if (server == nullptr || ++calls % kCallsPerServer == 0) server = NewServer();
  grpc::GenericStub stub(server->channel());
  const OneCall call(stub, "/" + method->service()->full_name() + "/" + method->name(), message);
  using enum grpc::StatusCode;
  const grpc::StatusCode code = call.status().error_code();
  Require(code != INTERNAL && code != UNKNOWN && code != DEADLINE_EXCEEDED && code != UNAVAILABLE,
          call.status().error_message());
});

}  // namespace
}  // namespace dragoman
