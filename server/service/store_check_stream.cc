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
  const auto put = [this](const StorePart& part) { return Put(ResponseOf(part)); };
  return CheckStore(call().backend.registry, put, call().cancelled);
}

}  // namespace dragoman
