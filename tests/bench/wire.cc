#include "tests/bench/wire.h"

#include "tests/bench/engine.h"

namespace dragoman {
namespace {

constexpr int kMaxReceiveBytes = 64 << 20;
constexpr int kMatches = 10;

void AddVariant(v1::Unit& unit, const std::string& language, const std::string& text) {
  v1::Variant& variant = *unit.add_variants();
  variant.set_language(language);
  variant.mutable_segment()->set_text(text);
}

}  // namespace

std::shared_ptr<grpc::Channel> NewChannel(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetMaxReceiveMessageSize(kMaxReceiveBytes);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

v1::LookupOptions WireOptions(const std::string& language, int min_score) {
  v1::LookupOptions options;
  options.add_memories()->set_name(kBenchMemory);
  options.set_source_language(language);
  options.set_min_score(min_score);
  options.set_limit(kMatches);
  return options;
}

v1::LookupRequest WireLookup(const v1::LookupOptions& options, const std::string& text) {
  v1::LookupRequest request;
  *request.mutable_options() = options;
  request.mutable_query()->mutable_segment()->set_text(text);
  return request;
}

Status StatusOf(const grpc::Status& status) {
  return Status(static_cast<StatusCode>(status.error_code()), status.error_message());
}

Status CreateBenchMemory(MemoryStub& stub) {
  grpc::ClientContext context;
  v1::CreateMemoryRequest request;
  request.set_memory_id(std::string(kBenchMemory).substr(std::string("memories/").size()));
  v1::Memory memory;
  return StatusOf(stub.CreateMemory(&context, request, &memory));
}

StatusOr<uint64_t> UnitCount(MemoryStub& stub) {
  grpc::ClientContext context;
  v1::GetMemoryRequest request;
  request.set_name(kBenchMemory);
  v1::Memory memory;
  RETURN_IF_ERROR(StatusOf(stub.GetMemory(&context, request, &memory)));
  return memory.unit_count();
}

StatusOr<v1::LookupResponse> LookUp(MemoryStub& stub, const v1::LookupRequest& request) {
  grpc::ClientContext context;
  v1::LookupResponse response;
  RETURN_IF_ERROR(StatusOf(stub.Lookup(&context, request, &response)));
  return response;
}

StatusOr<std::string> WriteUnit(MemoryStub& stub, const std::string& first_language,
                                const std::string& first_text, const std::string& second_language,
                                const std::string& second_text) {
  grpc::ClientContext context;
  v1::WriteUnitsRequest request;
  request.set_parent(kBenchMemory);
  v1::Unit& unit = *request.add_units();
  AddVariant(unit, first_language, first_text);
  AddVariant(unit, second_language, second_text);
  v1::WriteUnitsResponse response;
  RETURN_IF_ERROR(StatusOf(stub.WriteUnits(&context, request, &response)));
  return response.results(0).name();
}

}  // namespace dragoman
