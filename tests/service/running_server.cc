#include "tests/service/running_server.h"

#include <stdexcept>

#include "server/store/memory_store.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

// A server that does not start fails every test that needs it.
template <typename T>
T ValueOf(StatusOr<T> result) {
  if (!result.ok()) throw std::runtime_error(result.status().ToString());
  return std::move(result).value();
}

}  // namespace

RunningServer::RunningServer(ServerOptions options)
    : store_(NewMemoryStore()),
      registry_(ValueOf(Registry::Open(*store_))),
      access_(ValueOf(Access::Open(*store_))),
      server_(ValueOf(GrpcServer::Start(*registry_, *access_, options))),
      channel_(Connect()) {
  memories_ = v1::MemoryService::NewStub(channel_);
  glossaries_ = v1::GlossaryService::NewStub(channel_);
  transfers_ = v1::TransferService::NewStub(channel_);
  documents_ = v1::DocumentService::NewStub(channel_);
  names_ = v1::NameService::NewStub(channel_);
  admin_ = v1::AdminService::NewStub(channel_);
  checks_ = v1::CheckService::NewStub(channel_);
}

std::shared_ptr<grpc::Channel> RunningServer::Connect() const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // Shared with no other channel.
  arguments.SetMaxReceiveMessageSize(64 << 20);
  return grpc::CreateCustomChannel(server_->address(), grpc::InsecureChannelCredentials(),
                                   arguments);
}

void RunningServer::CreateMemory(const std::string& id) {
  v1::CreateMemoryRequest request;
  request.set_memory_id(id);
  v1::Memory memory;
  ASSERT_THAT(CallTo(memories(), &v1::MemoryService::Stub::CreateMemory, request, &memory),
              Succeeds());
}

void RunningServer::CreateGlossary(const std::string& id) {
  v1::CreateGlossaryRequest request;
  request.set_glossary_id(id);
  v1::Glossary glossary;
  ASSERT_THAT(CallTo(glossaries(), &v1::GlossaryService::Stub::CreateGlossary, request, &glossary),
              Succeeds());
}

std::string RunningServer::Write(const std::string& memory, const v1::Unit& unit) {
  v1::WriteUnitsRequest request;
  request.set_parent(memory);
  *request.add_units() = unit;
  v1::WriteUnitsResponse response;
  const grpc::Status status =
      CallTo(memories(), &v1::MemoryService::Stub::WriteUnits, request, &response);
  EXPECT_THAT(status, Succeeds());
  return status.ok() ? response.results(0).name() : "";
}

v1::Unit MakeUnit(std::initializer_list<std::pair<const char*, const char*>> texts) {
  v1::Unit unit;
  for (const auto& [language, text] : texts) {
    v1::Variant& variant = *unit.add_variants();
    variant.set_language(language);
    variant.mutable_segment()->set_text(text);
  }
  return unit;
}

v1::Concept MakeConcept(const std::string& id,
                        std::initializer_list<std::pair<const char*, const char*>> terms) {
  v1::Concept entry;
  entry.set_name(id);
  for (const auto& [language, text] : terms) {
    v1::Term& term = *entry.add_terms();
    term.set_language(language);
    term.set_text(text);
  }
  return entry;
}

std::string FieldIn(const v1::ErrorStatus& error) {
  v1::BadRequest bad_request;
  if (error.details().empty() || !error.details(0).UnpackTo(&bad_request)) return "";
  return bad_request.field_violations(0).field();
}

std::string FieldIn(const grpc::Status& status) {
  v1::ErrorStatus error;
  return error.ParseFromString(status.error_details()) ? FieldIn(error) : "";
}

}  // namespace dragoman
