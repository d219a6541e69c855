#include "tests/service/raw_call.h"

#include <grpcpp/generic/generic_stub.h>

#include <regex>

#include "tests/service/running_server.h"

namespace dragoman {
namespace {

namespace pb = google::protobuf;

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

void Append(const grpc::ByteBuffer& buffer, std::string& bytes) {
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return;
  for (const grpc::Slice& slice : slices) bytes.append(slice.begin(), slice.end());
}

// Every call is a stream to gRPC: one message there, any number back.
RawAnswer CallBytes(const std::shared_ptr<grpc::Channel>& channel, const std::string& path,
                    const std::string& request, const std::string& token, bool only_first) {
  grpc::GenericStub stub(channel);
  Context context;
  if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
  grpc::CompletionQueue queue;
  void* tag = nullptr;
  bool ok = false;
  const auto call = stub.PrepareCall(&context, path, &queue);
  call->StartCall(nullptr);
  queue.Next(&tag, &ok);
  if (ok) {
    call->WriteLast(BufferOf(request), grpc::WriteOptions(), nullptr);
    queue.Next(&tag, &ok);
  }
  RawAnswer answer;
  for (bool more = true; more;) {
    grpc::ByteBuffer part;
    call->Read(&part, nullptr);
    queue.Next(&tag, &more);
    if (more) Append(part, answer.bytes);
    if (more && only_first) context.TryCancel();
    more = more && !only_first;
  }
  call->Finish(&answer.status, nullptr);
  queue.Next(&tag, &ok);
  return answer;
}

}  // namespace

RawAnswer CallRaw(const std::shared_ptr<grpc::Channel>& channel, const pb::MethodDescriptor& method,
                  const pb::Message& request, const std::string& token) {
  const std::string path = "/" + method.service()->full_name() + "/" + method.name();
  const bool is_endless = method.name() == "WatchChanges";
  return CallBytes(channel, path, request.SerializeAsString(), token, is_endless);
}

std::vector<const pb::ServiceDescriptor*> ServicesOf(
    const std::shared_ptr<grpc::Channel>& channel) {
  const std::string list_services = "\x3a\x01*";  // Field 7 of ServerReflectionRequest.
  const std::string names =
      CallBytes(channel, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
                list_services, "", true)
          .bytes;
  std::vector<const pb::ServiceDescriptor*> services;
  const std::regex name("dragoman\\.v1\\.\\w+Service");
  for (std::sregex_iterator at(names.begin(), names.end(), name), end; at != end; ++at) {
    services.push_back(pb::DescriptorPool::generated_pool()->FindServiceByName(at->str()));
  }
  return services;
}

std::vector<const pb::MethodDescriptor*> MethodsOf(const std::shared_ptr<grpc::Channel>& channel) {
  std::vector<const pb::MethodDescriptor*> methods;
  for (const pb::ServiceDescriptor* service : ServicesOf(channel)) {
    for (int i = 0; i < service->method_count(); ++i) methods.push_back(service->method(i));
  }
  return methods;
}

std::unique_ptr<pb::Message> NewMessage(const pb::Descriptor& type) {
  return std::unique_ptr<pb::Message>(
      pb::MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

}  // namespace dragoman
