// What was not rendered in one way, for people and for scripts.
#pragma once

#include <string>
#include <vector>

#include "client/cli/json_output.h"
#include "dragoman/v1/check_service.pb.h"

namespace dragoman {

// What the texts need to know of the request.
struct ConsistencyContext {
  std::string from;
  std::string to;
  std::string bridge;               // The language that bridges go over.
  std::vector<std::string> places;  // Of the pairs: "report.tsv:12".
};

// Returns a finding: its kind and what was rendered; then each rendering with its number of uses,
// status, time and authors, and its examples below it, of long texts a part. Places are bold,
// without colours in brackets.
std::string ConsistencyText(const v1::ConsistencyFinding& finding,
                            const ConsistencyContext& context, bool colors);

// Returns what was found of each kind in how many units, and whether there is more.
std::string ConsistencyCountText(const v1::ConsistencySummary& summary);

// {"kind", "text", "uses", "renderings": [{"text", "uses", "first", "last", "authors", "examples",
// ...}], "unlisted_uses", ...}
Json ConsistencyJson(const v1::ConsistencyFinding& finding, const ConsistencyContext& context);
// {"units", "counts": [{"kind", "found", "sent", "truncated"}], "memories", "glossaries"}
Json ConsistencyJson(const v1::ConsistencySummary& summary);

}  // namespace dragoman
