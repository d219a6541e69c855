#include "server/app/check_data.h"

#include <fmt/format.h>

#include <cstdio>

#include "server/engine/store_check.h"

namespace dragoman {
namespace {

void Print(const StorePart& part) {
  fmt::print("{}: {} records, {} index entries, {} problems\n", part.name, part.records,
             part.index_entries, part.problem_count);
  for (const StoreProblem& problem : part.problems) {
    fmt::print("  {}{}{}\n", problem.place, problem.place.empty() ? "" : ": ", problem.what);
  }
}

}  // namespace

Status CheckData(const Registry& registry) {
  uint64_t problems = 0;
  RETURN_IF_ERROR(CheckStore(registry, [&problems](const StorePart& part) {
    if (!part.done) return absl::OkStatus();
    problems += part.problem_count;
    Print(part);
    return absl::OkStatus();
  }));
  if (problems == 0) return absl::OkStatus();
  return Error(StatusCode::kDataLoss,
               "{} problems found; make a copy of the data folder, then restore a backup",
               problems);
}

}  // namespace dragoman
