// What the benchmarks say to a server: connections, requests, and errors as statuses.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <vector>

#include "dragoman/v1/memory_service.grpc.pb.h"
#include "server/base/status.h"

namespace dragoman {

using MemoryStub = v1::MemoryService::Stub;

// Returns a channel with a connection of its own.
std::shared_ptr<grpc::Channel> NewChannel(const std::string& address);

// Returns the options of all measured lookups: the ten best of the benchmarks' memory.
v1::LookupOptions WireOptions(const std::string& language, int min_score);
v1::LookupRequest WireLookup(const v1::LookupOptions& options, const std::string& text);

Status StatusOf(const grpc::Status& status);

// Calls with one answer, waited for.
Status CreateBenchMemory(MemoryStub& stub);
StatusOr<uint64_t> UnitCount(MemoryStub& stub);
StatusOr<v1::LookupResponse> LookUp(MemoryStub& stub, const v1::LookupRequest& request);
// Writes one unit of two languages and returns its name.
StatusOr<std::string> WriteUnit(MemoryStub& stub, const std::string& first_language,
                                const std::string& first_text, const std::string& second_language,
                                const std::string& second_text);

}  // namespace dragoman
