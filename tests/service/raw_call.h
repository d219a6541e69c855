// Calls of any method, unary or streamed, by name: for tests that go over all of them.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <vector>

namespace dragoman {

struct RawAnswer {
  grpc::Status status;
  std::string bytes;  // Of every response, one after the other.
};

// Sends one message and reads to the end. `token`: "" sends none.
RawAnswer CallRaw(const std::shared_ptr<grpc::Channel>& channel,
                  const google::protobuf::MethodDescriptor& method,
                  const google::protobuf::Message& request, const std::string& token);

// Returns the services of Dragoman that the server says it has.
std::vector<const google::protobuf::ServiceDescriptor*> ServicesOf(
    const std::shared_ptr<grpc::Channel>& channel);
// Returns the methods of all of them.
std::vector<const google::protobuf::MethodDescriptor*> MethodsOf(
    const std::shared_ptr<grpc::Channel>& channel);

// Returns an empty message of a type.
std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor& type);

}  // namespace dragoman
