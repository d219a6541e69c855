// The work of served lookups done in this process, to compare them with: without gRPC, and without
// anything but the engine.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "dragoman/v1/memory_service.pb.h"
#include "server/base/status.h"

namespace dragoman {

// Opens the data folder, answers each request, then looks the same texts up for `seconds` with one
// thread and with two. Returns {"server_side": times from the bytes of a request to those of its
// response, "one_thread" and "two_threads": {"threads", "per_second", "cpu_micros" of a lookup}}.
//
// Requires: requests that all have the same options.
// Errors:   those of the store and of the lookups.
StatusOr<nlohmann::json> MeasureInProcess(const std::string& folder,
                                          const std::vector<v1::LookupRequest>& requests,
                                          double seconds);

}  // namespace dragoman
