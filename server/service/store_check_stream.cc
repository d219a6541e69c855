#include "server/service/store_check_stream.h"

#include "server/engine/store_check.h"

namespace dragoman {
namespace {

v1::CheckStoreResponse ResponseOf(const StorePart& part) {
  v1::CheckStoreResponse response;
  response.set_part(part.name);
  response.set_records(part.records);
  response.set_index_entries(part.index_entries);
  response.set_problem_count(part.problem_count);
  response.set_done(part.done);
  if (!part.done) return response;
  for (const StoreProblem& problem : part.problems) {
    v1::StoreProblem& entry = *response.add_problems();
    entry.set_place(problem.place);
    entry.set_what(problem.what);
  }
  return response;
}

}  // namespace

Status StoreCheckStream::Make() {
  return CheckStore(call().backend.registry, [this](const StorePart& part) {
    RETURN_IF_ERROR(CheckCancelled(call().cancelled));
    return Put(ResponseOf(part));
  });
}

}  // namespace dragoman
