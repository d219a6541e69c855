// SRX 2.0, the exchange format of sentence rules.
#pragma once

#include <string>
#include <string_view>

#include "server/base/status.h"
#include "server/model/segmentation_rules.h"

namespace dragoman {

// Bounds of a file that is read.
inline constexpr size_t kMaxSrxBytes = 1 << 20;
inline constexpr size_t kMaxSrxRules = 5000;
inline constexpr size_t kMaxSrxPatternBytes = 16 << 10;

// Returns the rules of a file. `name` is for messages. What other namespaces add is passed over;
// document types and entities of their own are refused.
//
// Errors: InvalidArgument with name and line.
StatusOr<SegmentationRules> ParseSrx(std::string_view name, std::string_view bytes);

// Returns a file that tools for translators read.
std::string WriteSrx(const SegmentationRules& rules);

}  // namespace dragoman
