// A real server for tests: all services on a free port of this machine, over the in-memory store,
// with a stub of each service.
#pragma once

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "dragoman/v1/admin_service.grpc.pb.h"
#include "dragoman/v1/check_service.grpc.pb.h"
#include "dragoman/v1/document_service.grpc.pb.h"
#include "dragoman/v1/glossary_service.grpc.pb.h"
#include "dragoman/v1/memory_service.grpc.pb.h"
#include "dragoman/v1/name_service.grpc.pb.h"
#include "dragoman/v1/transfer_service.grpc.pb.h"
#include "server/engine/access.h"
#include "server/engine/registry.h"
#include "server/service/server.h"
#include "server/store/store.h"

namespace dragoman {

using MemoryStub = v1::MemoryService::Stub;
using GlossaryStub = v1::GlossaryService::Stub;
using TransferStub = v1::TransferService::Stub;
using DocumentStub = v1::DocumentService::Stub;
using NameStub = v1::NameService::Stub;
using AdminStub = v1::AdminService::Stub;
using CheckStub = v1::CheckService::Stub;

// Thread-safe.
class RunningServer {
 public:
  explicit RunningServer(ServerOptions options = {});

  Registry& registry() { return *registry_; }
  Access& access() { return *access_; }
  GrpcServer& server() { return *server_; }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  // Returns a new connection that nobody else uses.
  std::shared_ptr<grpc::Channel> Connect() const;

  MemoryStub& memories() { return *memories_; }
  GlossaryStub& glossaries() { return *glossaries_; }
  TransferStub& transfers() { return *transfers_; }
  DocumentStub& documents() { return *documents_; }
  NameStub& names() { return *names_; }
  AdminStub& admin() { return *admin_; }
  CheckStub& checks() { return *checks_; }

  // Creates "memories/ID" or "glossaries/ID".
  void CreateMemory(const std::string& id);
  void CreateGlossary(const std::string& id);
  // Writes one unit and returns its name.
  std::string Write(const std::string& memory, const v1::Unit& unit);

 private:
  std::unique_ptr<Store> store_;
  std::unique_ptr<Registry> registry_;
  std::unique_ptr<Access> access_;
  std::unique_ptr<GrpcServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<MemoryStub> memories_;
  std::unique_ptr<GlossaryStub> glossaries_;
  std::unique_ptr<TransferStub> transfers_;
  std::unique_ptr<DocumentStub> documents_;
  std::unique_ptr<NameStub> names_;
  std::unique_ptr<AdminStub> admin_;
  std::unique_ptr<CheckStub> checks_;
};

// A client's context with a deadline, so that a test that fails does not stand still.
struct Context : grpc::ClientContext {
  Context() { set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60)); }
};

// Calls a unary method, e.g. CallTo(server.memories(), &v1::MemoryService::Stub::GetUnit, request,
// response).
template <typename Stub, typename Request, typename Response>
grpc::Status CallTo(Stub& stub,
                    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const Request& request, Response* response) {
  Context context;
  return (stub.*method)(&context, request, response);
}

// Returns a unit of the languages and texts given.
v1::Unit MakeUnit(std::initializer_list<std::pair<const char*, const char*>> texts);
// Returns a concept of the languages and terms given.
v1::Concept MakeConcept(const std::string& id,
                        std::initializer_list<std::pair<const char*, const char*>> terms);

// Returns the field that the details of an error name, or "".
std::string FieldIn(const v1::ErrorStatus& error);
std::string FieldIn(const grpc::Status& status);

MATCHER(Succeeds, "") {
  *result_listener << arg.error_code() << " " << arg.error_message();
  return arg.ok();
}

MATCHER_P2(FailsWith, code, text, "") {
  *result_listener << arg.error_code() << " " << arg.error_message();
  return arg.error_code() == code && arg.error_message().find(text) != std::string::npos;
}

// Matches a code, and details that name the field.
MATCHER_P2(FailsAbout, code, field, "") {
  *result_listener << arg.error_code() << " " << arg.error_message();
  return arg.error_code() == code && FieldIn(arg) == field;
}

// Matches InvalidArgument whose details name the field.
template <typename Field>
auto RefusesField(const Field& field) {
  return FailsAbout(grpc::StatusCode::INVALID_ARGUMENT, field);
}

}  // namespace dragoman
